"""The patterns of the injection detector as data, over folded lower-case text.

Each has a name, a weight, the words of which one must be there for the expression to be tried, and the expression.
"""

_EN_OLD = r"(?:all|any|every|the|your|my|of|these|those|previous|prior|above|earlier|preceding|past|initial|original|system|developer|safety|foregoing|existing|current|former|other|and|\W)+"
_EN_ORDERS = r"(?:instructions?|prompts?|rules?|directions?|directives?|guidelines?|commands?|programming|constraints?|restrictions?|policies|polic?y|safeguards?|messages?|context|training|protocols?)"
_ZH_OLD = r"(?:之前|上面|上述|以上|前面|先前|此前|所有|一切|全部|系统|我的|原有|原来|任何|你的|既定|现有|开发者|安全|预设|给你|给定|其他|这些|那些|的|和|与|[ \"“”'‘’])"
_ZH_ORDERS = r"(?:指令|指示|提示词?|规则|设定|命令|限制|约束|准则|守则|原则|设置)"
_LIMITS_EN = r"(?:restrict\w*|limit\w*|filter\w*|rules?|polic\w+|guidelines?|ethic\w*|moral\w*|censor\w*|constraints?|safeguards?|boundar\w+|inhibitions?|laws?)"
_HIDDEN_EN = (
    r"(?:system|initial|hidden|original|secret|developer|internal|pre|base|underlying|full|entire|exact|above|previous)"
)

PATTERNS: tuple[tuple[str, float, str, str], ...] = (
    # Take back the orders that the model has.
    (
        "override",
        0.85,
        "ignor|disregard|forget|overrid|bypass|discard|set aside|neglect|erase|drop|skip",
        rf"\b(?:ignor\w*|disregard\w*|forget|overrid\w+|bypass\w*|discard\w*|set aside|neglect|erase|drop|skip)\s+(?:about\s+)?{_EN_OLD}{_EN_ORDERS}\b",
    ),
    (
        "override_everything",
        0.8,
        "ignore|disregard|forget",
        r"\b(?:ignore|disregard|forget)\s+(?:all|everything|anything|whatever)\b.{0,30}\b(?:above|before|previous\w*|told|said|prior|earlier)\b",
    ),
    (
        "override_zh",
        0.85,
        "指令|指示|提示|规则|设定|命令|限制|约束|准则|守则|规定|原则|政策|规范|设置",
        rf"(?:忽略|无视|忽视|忘记|忘掉|不要理会|不用理会|不要管|别管|跳过|绕过|抛开|抛弃|覆盖|不用响应|不必理会|停止遵守|不要遵守|不再遵守){_ZH_OLD}{{0,8}}{_ZH_ORDERS}",
    ),
    (
        "override_ask_zh",
        0.75,
        "忽略|无视|不用响应|不要响应|不必响应|理会|抛开|跳过|忘记|忘掉",
        r"(?:忽略|无视|不用响应|不要响应|不必响应|不用理会|不要理会|抛开|跳过|忘记|忘掉).{0,10}(?:指令|指示|问题|要求|内容|上文).{0,6}(?:回答|直接|告诉|执行|输出)",
    ),
    (
        "new_orders",
        0.6,
        "new |supersede",
        rf"\b(?:your )?new (?:{_EN_ORDERS}|task|role|persona)\b.{{0,12}}(?::|\bis\b|\bare\b|supersede\w*)|\bsupersedes? all\b",
    ),
    (
        "new_orders_zh",
        0.7,
        "新|从现在起",
        r"(?:你的|以下是|执行)新的?(?:指令|任务|规则|身份|系统提示)(?:是|为|:|如下)|从现在起.{0,12}(?:不再|只听|必须服从|没有任何)",
    ),
    (
        "override_other",
        0.85,
        "ignor|vergiss|olvida|oublie|dimentica",
        r"\bignor(?:a|ez|e|iere?n?|ieren sie|i|ar|ate)\b.{0,30}\b(?:instruc\w+|istruzion\w+|anweisung\w*|regel\w*|consignes?|reglas|regole)\b|\bvergiss\b.{0,25}\banweisung\w*|\b(?:olvida|oublie[zr]?|dimentica)\b.{0,30}\b(?:instruc\w+|istruzion\w+|consignes?)\b",
    ),
    (
        "no_limits_other",
        0.7,
        "ohne|sans|sin |senza",
        r"\b(?:ohne|sans|sin|senza)\s+(?:jegliche |aucune |ninguna |alcuna )?(?:einschrankung\w*|beschrankung\w*|filter\w*|restrictions?|limites?|filtres?|restriccion\w*|filtros?|restrizion\w*|limiti|filtri|regel\w*|regles?|reglas|regole)\b",
    ),
    (
        "reveal_other",
        0.75,
        "verrat|zeig|gib|revel|muestra|montre|affiche|mostra|rivela",
        r"\b(?:verrat\w*|zeige?|gib|revel\w+|muestra\w*|montre\w*|affiche\w*|mostra\w*|rivela)\b.{0,30}\b(?:system-?\s?(?:prompt|anweisung\w*|nachricht)|prompt|instruc\w+ (?:du|del) sist?\w+|istruzioni di sistema|instrucciones del sistema|instructions systeme|systeme?)\b",
    ),
    # Ask for the orders themselves.
    (
        "reveal",
        0.75,
        "prompt|instruction|configuration|directive",
        rf"\b(?:reveal|show|print|repeat|output|display|leak|tell|give|share|copy|write|list|recite|dump|expose|provide|summari[sz]e|translate|what(?:'s| is| are| was| were))\b.{{0,40}}\b{_HIDDEN_EN}\s+(?:\w+\s+)?(?:prompts?|instructions?|configuration|directives?)\b",
    ),
    (
        "reveal_given",
        0.6,
        "instruction|prompt|guideline|rules",
        r"\b(?:repeat|print|show|tell|what|list|share|reveal|output|write|copy)\b.{0,40}\b(?:instructions?|prompt|guidelines|rules)\b"
        r".{0,30}\b(?:you (?:were|are|have been|follow|received|got)|given to you|at the (?:beginning|start))\b",
    ),
    (
        "reveal_text",
        0.5,
        "repeat|print|output|copy|write|your ",
        r"\b(?:repeat|print|output|copy|write) (?:back )?(?:all|everything|the (?:text|words|content)\w*)\b.{0,20}\b(?:above|before|verbatim|preceding)\b|\byour (?:system )?(?:prompt|instructions)\b.{0,20}\b(?:verbatim|word for word|exactly)\b",
    ),
    (
        "reveal_zh",
        0.75,
        "系统|提示词|初始指令|内部指令|隐藏指令|开发者消息",
        r"(?:输出|告诉|显示|打印|重复|泄露|复述|展示|说出|公开|给我看|翻译|总结|列出|透露|是什么).{0,14}(?:系统提示|系统指令|提示词|初始指令|系统消息|内部指令|隐藏指令|开发者消息)|(?:系统提示词|系统指令|初始指令|隐藏指令|内部指令).{0,10}(?:是什么|输出|告诉|显示|打印|重复|泄露|复述|展示|发给)",
    ),
    # Be something that has no rules.
    (
        "unbound",
        0.7,
        "restrict|limit|filter|rule|polic|guideline|ethic|moral|censor|constraint|safeguard|boundar|inhibition|law",
        rf"\b(?:no|without|free (?:of|from)|not? (?:\w+ )?bound by|unbound by|ignor\w+|lacks?|devoid of|not (?:\w+ )?(?:restricted|limited|constrained) by|bypass\w*|outside|beyond|break\w* (?:free|out) (?:of|from)|doesn'?t (?:have|follow|care about)|not have|don'?t have)\s+(?:(?:any|all|the|your|its|typical|usual|moral|ethical|or|and|legal|of|these|openai'?s?|content|such|kind|form|safety|programmed|confines)\W+){{0,5}}{_LIMITS_EN}\b",
    ),
    (
        "unfiltered",
        0.55,
        "unfiltered|uncensored|unrestricted|amoral|jailbr|filter|unethical|limit",
        r"\b(?:unfiltered|uncensored|unrestricted|amoral|jailbroken|jailbreak\w*|no-?filter|unethical|without limits|limitless)\b",
    ),
    (
        "unbound_zh",
        0.65,
        "限制|约束|审查|道德|伦理|规则|过滤|准则|束缚|指南|法律|指导方针",
        r"(?:没有|不受|无|突破|摆脱|解除|不遵守|无需遵守|不考虑|不用考虑|不需要遵守|无视|脱离|绕过|不必遵守|关闭)(?:任何|一切|所有|的|什么|到|其|你|典型|常规|道德|法律|伦理|安全|内容|和|或|、|与|ai|openai|既定){0,6}(?:限制|约束|审查|道德|伦理|规则|过滤|准则|束缚|指南|法律|指导方针)",
    ),
    (
        "unfiltered_zh",
        0.6,
        "未经过滤|不道德|无道德|越狱|无限制|开发者模式|上帝模式|不受限制|邪恶|冲锋队员|anything now",
        r"未经过滤|不道德的?(?:聊天|机器人|ai|助手|回答|回应)|完全不道德|无道德|越狱|无限制模式|开发者模式|上帝模式|不受限制的(?:ai|人工智能|模型|助手|回答|语言)|邪恶的?(?:机器人|助手|ai|知己)|冲锋队员|do anything now",
    ),
    (
        "persona_name",
        0.7,
        "anything|dan|developer mode|god|character|evil|machiavellian|opposite|antigpt|chatgpt",
        r"\bdo anything now\b|\bstay (?:a )?dan\b|\b(?:you are|act as|as|be|mode:?) dan\b|\bdeveloper mode\b|\bgod ?mode\b|\bstay in character\b|\bevil (?:confidant|bot|mode)\b|\bdude\b.{0,40}\b(?:anything|jailbr)|\balways intelligent and machiavellian\b|\bopposite mode\b|\bantigpt\b|\bchatgpt (?:clone|but)\b",
    ),
    (
        "as_other",
        0.45,
        "ai|bot|gpt|model|assistant|character|machine",
        r"\b(?:pretend|act|role-?\s?play|simulate|imagine|behave|respond|answer|play the role|take on the role|immerse)\b.{0,50}\b(?:as|to be|that you|like|of|yourself)\b.{0,80}\b(?:ai|chatbot|gpt\w*|chatgpt|bot|language model|assistant|character|machine|model)\b.{0,120}\b(?:any|no|never|without|anything|not)\b",
    ),
    (
        "as_other_zh",
        0.35,
        "扮演|假装|模拟|充当|假设你是|想象你是|你现在是|你将成为|你要成为|表演",
        r"(?:扮演|假装|模拟|充当|假设你是|想象你是|你现在是|你将成为|你要成为|表演).{0,60}(?:任何问题|所有问题|没有道德|非法|邪恶|无所不|一切|不合法|有害)",
    ),
    # Do not refuse, do not warn, begin like this.
    (
        "never_refuse",
        0.65,
        "refus|declin|reject|say|apolog|den|mention|warn|moraliz|lectur|judg|disclaim|include",
        r"\b(?:never|do(?:es)? not|don'?t|doesn'?t|cannot|can'?t|must not|will not|won'?t|may not|not allowed to|should not)\W+(?:ever |even )?(?:refus\w+|declin\w+|reject\w*|say(?:ing)? (?:no|sorry|that it can'?t|you can'?t|\W*i can'?t|\W*sorry)|apologi[sz]\w+|deny|denies|mention(?:ing)? (?:that )?(?:you are|being|it is|anything about|ethic\w*|legal\w*|illegal)|warn\w*|moraliz\w+|lectur\w+|judg\w+|disclaimers?|include (?:any )?(?:warning|disclaimer))",
    ),
    (
        "never_refuse_zh",
        0.45,
        "拒绝|警告|说教|道歉|对不起|抱歉|免责声明|道德|劝|ai|我不能|无法回答",
        r"(?:不要|不能|不得|不会|不可以|绝不|绝对不|永远不|切勿|请勿|勿|禁止)(?:再|有|使用|说|回答|包含|告诉|出现|任何|给出|以|表明|提出|进行|表示|向我|对我|会){0,4}.{0,4}(?:拒绝|警告|说教|道歉|对不起|抱歉|免责声明|道德|劝|作为.{0,4}ai|我不能|无法回答)",
    ),
    (
        "begin_with_zh",
        0.8,
        "开始|开头",
        r"(?:以|用).{0,4}[「『\"“'‘《【].{2,80}[」』\"”'’》】].{0,3}(?:开始|开头|作为开头).{0,6}(?:回答|回复|回应|你的)?",
    ),
    (
        "begin_with",
        0.5,
        "start|begin|preface|prefix",
        r"\b(?:start|begin|preface|prefix)\b.{0,40}\b(?:with|by saying)\b.{0,6}[\"'“\[].{0,60}(?:sure|of course|absolutely|here is|here are|dan|jail|🔓|gpt)",
    ),
    (
        "all_answers",
        0.5,
        "answer|respond|reply|comply|obey|fulfil|follow|accept|execute",
        r"\b(?:answer|respond to|reply to|comply with|obey|fulfil+|follow|accept|execute)\s+(?:to )?(?:any|all|every|each)\w*\s+(?:\w+\W+){0,4}(?:questions?|requests?|prompts?|commands?|orders?|inputs?|tasks?|queries|instructions?)\b.{0,120}\b(?:no matter|regardless|even if|without|illegal|immoral|unethical|harmful|however|must|always)\b",
    ),
    (
        "regardless",
        0.5,
        "no matter|regardless|even if|whether|including|also",
        r"\b(?:no matter|regardless of|even if|whether or not|including|also)\b.{0,60}\b(?:illegal|unethical|immoral|harmful|offensive|dangerous|inappropriate|against)\b",
    ),
    (
        "regardless_zh",
        0.5,
        "非法|不道德|违法|有害|危险|邪恶|不合法|歧视",
        r"(?:无论|不管|不论|即使|哪怕|包括|甚至是|潜在).{0,30}(?:非法|不道德|违法|有害|危险|邪恶|不合法|歧视)",
    ),
    # Two voices, tokens, and the names of the house rules.
    (
        "two_voices",
        0.6,
        "two|2|both|classic|jailbreak|normal|gpt|🔒|🔓",
        r"\b(?:two|2|both)\b.{0,20}\b(?:responses?|answers?|ways|paragraphs?|outputs?)\b.{0,200}\b(?:normal|standard|regular|chatgpt|gpt|classic|jail\w+|first|dan)\b|\[?(?:🔒|🔓|classic|jailbreak|normal|gpt)\]?\s?:.{0,300}\[?(?:🔓|jailbreak|dan|evil|developer)",
    ),
    (
        "tokens",
        0.6,
        "token|point|lives",
        r"\b(?:you have|start with|have)\s?\d+ (?:tokens|points|lives)\b|\b(?:lose|deduct|losing|deducted)\b.{0,20}\b(?:tokens?|points?|lives)\b",
    ),
    (
        "house_rules",
        0.5,
        "openai|anthropic|google|creator|content polic|language model|ai model",
        r"\b(?:openai|anthropic|google|your creators?)(?:'?s)?\b.{0,30}\b(?:content |usage |use |safety )?(?:polic\w+|guidelines|restrictions|rules|limitations|tos|terms)\b|\bcontent polic\w+\b|\bas an ai (?:language )?model\b",
    ),
    (
        "chat_markup",
        0.75,
        "<|[inst]|[/inst]|##|begin|end |system|系统",
        r"<\|?(?:im_start|im_end|system|endoftext)\|?>|\[/?inst\]|<</?sys>>|</?(?:system|instructions?)>|#{2,}\s*(?:end of|system|new|user input|instruction)|\b(?:begin|end) (?:system|user) (?:prompt|input|message)|^\s*system\s?(?:note|override|message|alert|prompt|instruction)?\s?:|\n\s*system\s?(?:note|override|message|prompt)?\s?:|(?:^|\n)\s*系统(?:消息|提示|指令|通知)?:",
    ),
    (
        "dialogue",
        0.5,
        "user|human|red",
        r"(?:^|\n)\W{0,3}(?:user|human|red-?lm)\s?:.{1,4000}?\n\W{0,3}(?:assistant|ai|gpt|chatgpt|base-?lm|bot)\s?:",
    ),
    ("internal_thought", 0.6, "internal thought|内心想法|内部想法", r"\binternal thought\b|内心想法|内部想法"),
    # Hide the order: decode this, put these pieces together, dream in layers.
    (
        "decode",
        0.7,
        "decod|decrypt|decipher|unscrambl|rot|base|hex",
        r"\b(?:decod\w+|decrypt\w*|decipher\w*|unscrambl\w+|rot-?13|base-?64|hex(?:adecimal)?)\b.{0,90}\b(?:follow\w*|execut\w+|answer\w*|obey\w*|respond\w*|do (?:exactly )?(?:what|as)|comply|carry out|perform)\b",
    ),
    (
        "decode_zh",
        0.85,
        "解码|解密|译码|破译|还原",
        r"(?:base64|url|ascii|unicode|rot13|摩斯|莫尔斯|凯撒|密文|编码|加密|十六进制|二进制).{0,60}(?:解码|解密|译码|破译|还原).{0,60}(?:回答|回应|执行|响应|作为)|(?:解码|解密).{0,40}(?:回答|回应|执行|响应).{0,30}(?:问题|内容|指令)",
    ),
    (
        "code_output_zh",
        0.85,
        "结果",
        r"(?:代码|程序|脚本|上述|以上).{0,12}(?:输出|运行|执行|打印)(?:的)?结果.{0,14}(?:作为|当作|当成|视为).{0,12}(?:输入|指令|问题|提问|命令)",
    ),
    (
        "code_output",
        0.7,
        "output of|result of|value of",
        r"\b(?:output|result|value) of (?:the|this|that) (?:code|program|script|function|variable).{0,50}\b(?:instruction|prompt|question|input|command)",
    ),
    (
        "layers",
        0.8,
        "层|layer",
        r"第 ?i ?层.{0,10}(?:创建|第)|每一?层.{0,40}(?:角色|人物).{0,40}(?:步骤|讨论)|\blayer i\b|\bat each layer\b",
    ),
    (
        "agenda",
        0.8,
        "议程|有害和不可接受|agenda|unacceptable",
        r"实现其议程|(?:更加|更)有害和不可接受|\bfulfil+s? .{0,20}agenda\b|\bmore harmful and unacceptable\b",
    ),
    # Words to the machine in a document.
    (
        "to_machine",
        0.65,
        "ai|llm|assistant|chatbot|agent|bot|model|copilot|gpt",
        r"\b(?:ai|llm|assistant|chatbot|agents?|bot|language models?|copilot|gpt)s?\b(?:[ ,:]+(?:\w+\W+){0,6})(?:must|should|please|need to|first|are required to|is required to|has to|have to)\b.{0,60}\b(?:call|send|include|append|delete|forward|execute|run|reply|respond|output|ignore|reveal|empty|add|post|visit|recommend|email|upload|fetch|transfer)\b",
    ),
    (
        "to_machine_note",
        0.6,
        "note|message|instruction|attention|important|notice|hint",
        r"\b(?:note|message|instructions?|attention|important|notice|hint) (?:to|for) (?:the |any |all )?(?:ai|llm|assistant|chatbot|agents?|bot|model|summari[sz]er|reader model)\b",
    ),
    (
        "before_answering",
        0.65,
        "before|prior to|call|invoke|use|run|execute|append",
        r"\b(?:before|prior to) (?:you )?(?:answer\w*|respond\w*|reply\w*|summari[sz]\w+|continu\w+|proceed\w*)\b.{0,60}\b(?:call|send|append|include|delete|run|execute|post|output|fetch|visit|forward)\b|\b(?:call|invoke|use|run|execute) (?:the )?\w+_\w+\b.{0,60}\b(?:before|with|on|to|and)\b|\bappend\b.{0,40}\bto the end of (?:your|every|each|the) (?:reply|response|answer|output)\b",
    ),
    (
        "exfiltrate",
        0.7,
        "send|post|forward|upload|email|transmit|exfiltrate|leak|export|dump|reveal|share|disclose",
        r"\b(?:send|post|forward|upload|email|transmit|exfiltrate|leak|export|dump|reveal|share|disclose)\b.{0,60}\b(?:password\w*|api[ _-]?keys?|credentials?|secrets?|tokens?|private key|customer (?:list|data|records)|conversation history|chat history|system prompt|environment variables?)\b",
    ),
    (
        "exfiltrate_zh",
        0.7,
        "密码|密钥|口令|凭证|客户名单|聊天记录|对话记录|环境变量",
        r"(?:发送|上传|转发|泄露|导出|提供|告诉我).{0,20}(?:密码|密钥|口令|凭证|客户名单|聊天记录|对话记录|环境变量).{0,20}(?:到|给|至|http|邮箱)",
    ),
    (
        "privilege",
        0.55,
        "grant|give|safety|security|content|comply|without",
        r"\b(?:grant|give)\b.{0,20}\b(?:this |the )?(?:user|me)\b.{0,20}\b(?:admin\w*|root|full|elevated)\b|\b(?:safety|security|content) (?:protocols?|filters?|checks?|guidelines?)\b.{0,20}\b(?:disabled|off|removed|suspended|lifted|don'?t apply|not apply|were not meant|bypassed)\b|\bcomply (?:fully|with every)\b|\bwithout (?:any )?(?:filter|question|hesitation|limits)\b",
    ),
    (
        "role_zh",
        0.5,
        "假设|假想|虚构|架空",
        r"(?:假设|假想|虚构|架空).{0,12}(?:故事|场景|世界|对话).{0,120}(?:没有|不受|任何|未经过滤|不道德)",
    ),
)
