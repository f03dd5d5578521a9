"""Copy what npm fetched into goldenthread/static/packages, without crown, crest, GDS font and source maps.

The product is not on GOV.UK, so it may use the design system but not its logos and font. What is copied is
git-ignored: nobody else's code is committed.
"""

import hashlib
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
NODE_MODULES = CHECKOUT / "node_modules"
TARGET = CHECKOUT / "goldenthread" / "static" / "packages"
GOVUK = Path("govuk-frontend/dist/govuk")
MOJ = Path("@ministryofjustice/frontend/moj")
FILES = {
    "govuk-frontend.css": GOVUK / "govuk-frontend.min.css",
    "govuk-frontend.js": GOVUK / "govuk-frontend.min.js",
    "moj-frontend.css": MOJ / "moj-frontend.min.css",
    "moj-frontend.js": MOJ / "moj-frontend.min.js",
}
# Their type scale becomes ours: the sizes are then set once, in static/css/variables.css.
TYPE_SIZES: Mapping[str, str] = {
    "3rem": "title",
    "2rem": "title",
    "2.25rem": "large",
    "1.6875rem": "large",
    "1.5rem": "medium",
    "1.3125rem": "medium",
    "1.1875rem": "body",
    "1rem": "small",
}
FORBIDDEN = ("GDS Transport", "/assets/", "sourceMappingURL", "crest", "crown")
SOURCE_MAP = re.compile(r"/\*#\s*sourceMappingURL=.*?\*/|//#\s*sourceMappingURL=\S*")
FONT_FACE = re.compile(r"(?:/\*![^*]*Margaret Calvert[^*]*\*/)?@font-face\{[^}]*GDS Transport[^}]*\}")
FONT_SIZE = re.compile(r"font-size:(" + "|".join(map(re.escape, TYPE_SIZES)) + r")(?=[;}!])")
ROYAL = re.compile(r"[.\w-]+(?:crown|crest)\{[^}]*\}")
ICON = re.compile(r"url\(/assets/images/(icon-[a-z-]+\.svg)\)")


class CannotCopy(Exception):
    """The packages are not where npm puts them, or hold something we may not serve."""


def plain_style(css: str) -> str:
    """Their style sheet with our font and type scale, without crest, fonts and source map."""
    css = FONT_FACE.sub("", SOURCE_MAP.sub("", css))
    css = css.replace("GDS Transport,arial,sans-serif", "var(--type-family,arial,sans-serif)")
    css = ROYAL.sub("", css.replace("url(/assets/images/govuk-crest.svg)", "none"))
    css = FONT_SIZE.sub(lambda size: f"font-size:var(--type-{TYPE_SIZES[size[1]]},{size[1]})", css)
    return ICON.sub(r"url(images/\1)", css)


def plain(name: str, text: str) -> str:
    """One file as we serve it. Raises CannotCopy if something we may not serve is still in it."""
    text = plain_style(text) if name.endswith(".css") else SOURCE_MAP.sub("", text)
    for words in FORBIDDEN:
        if words in text:
            raise CannotCopy(
                f"{name} still holds “{words}”: tools/copy_packages.py does not know this version."
            )
    return text


def fingerprint(node_modules: Path) -> str:
    """Changes whenever the packages or this step change."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for package in ("govuk-frontend", "@ministryofjustice/frontend"):
        described = node_modules / package / "package.json"
        if not described.is_file():
            raise CannotCopy(f"{package} is not in {node_modules}: run “npm ci --ignore-scripts” first.")
        digest.update(described.read_bytes())
    return digest.hexdigest()


def copy_packages(node_modules: Path = NODE_MODULES, target: Path = TARGET) -> bool:
    """Copy what the pages need. True if something was copied, False if it was up to date already."""
    wanted = fingerprint(node_modules)
    stamp = target / "fingerprint.txt"
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    shutil.rmtree(target, ignore_errors=True)
    (target / "images").mkdir(parents=True)
    for name, source in FILES.items():
        text = plain(name, (node_modules / source).read_text(encoding="utf-8"))
        (target / name).write_text(text, encoding="utf-8")
        for icon in re.findall(r"url\(images/(icon-[a-z-]+\.svg)\)", text):
            shutil.copyfile(node_modules / MOJ / "assets" / "images" / icon, target / "images" / icon)
    stamp.write_text(wanted)
    return True


def main() -> int:
    try:
        copied = copy_packages()
    except (CannotCopy, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    print("Styles and scripts copied." if copied else "Styles and scripts are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
