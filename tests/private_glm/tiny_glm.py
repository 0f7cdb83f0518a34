"""Make a tiny GLM-4 checkpoint with random weights and a tokenizer: `python tests/private_glm/tiny_glm.py OUT`.

Runs in the environment of requirements/private-glm.txt, where none of the platform is installed.
"""

import sys
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import Glm4Config, Glm4ForCausalLM, PreTrainedTokenizerFast

ROOT = Path(__file__).resolve().parent.parent.parent
VOCABULARY = 2000
END, USER = "<|endoftext|>", "<|user|>"
SPECIAL = (END, "[gMASK]", "<sop>", "<|system|>", USER, "<|assistant|>", "<|observation|>")
# GLM-4's own shape: each role in its token, the answer begins after the assistant's.
TEMPLATE = (
    "[gMASK]<sop>{% for message in messages %}<|{{ message['role'] }}|>\n{{ message['content'] }}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
)
SEED = 7


def own_text() -> list[str]:
    """Lines of this project's documentation and translations."""
    files = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), *ROOT.glob("platform/**/*.po")])
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def tokenizer_of(texts: list[str]) -> Any:
    """Byte-level BPE as GLM-4 has it, with its special tokens and its chat template."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=list(SPECIAL), initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=END, pad_token=END)
    fast.chat_template = TEMPLATE
    return fast


def build(out: Path) -> int:
    """Tokenizer, template, configuration and weights in one folder; answers the number of parameters."""
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_of(own_text())
    tokenizer.save_pretrained(out)
    torch.manual_seed(SEED)
    ends = tokenizer.convert_tokens_to_ids([END, USER])
    config = Glm4Config(
        vocab_size=len(tokenizer), hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, head_dim=16, max_position_embeddings=8192, pad_token_id=ends[0], eos_token_id=ends,
        bos_token_id=None,
    )  # fmt: skip
    model = Glm4ForCausalLM(config)
    model.save_pretrained(out)
    return int(model.num_parameters())


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(sys.argv[1]))} parameters\n")
