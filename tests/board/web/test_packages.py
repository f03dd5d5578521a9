"""What is copied from npm holds nothing that only GOV.UK may use."""

import json
import re

import pytest
from django.core.management import call_command

from tests.paths import CHECKOUT
from tools import copy_packages

installed = pytest.mark.skipif(
    not copy_packages.NODE_MODULES.is_dir(), reason="the npm packages are not installed: run npm ci"
)


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    target = tmp_path_factory.mktemp("packages")
    assert copy_packages.copy_packages(target=target)
    return target


@installed
@pytest.mark.parametrize("name", copy_packages.FILES)
def test_no_crown_crest_font_or_source_map_is_served(copied, name):
    text = (copied / name).read_text(encoding="utf-8")
    assert not [
        words
        for words in ("crown", "crest", "GDS Transport", "sourceMappingURL", "/assets/")
        if words in text
    ]
    assert len(text) > 40_000


@installed
def test_only_style_sheets_scripts_and_the_icons_they_name_are_copied(copied):
    styles = "".join(path.read_text(encoding="utf-8") for path in copied.glob("*.css"))
    for icon in (copied / "images").iterdir():
        assert f"url(images/{icon.name})" in styles
    assert {path.suffix for path in copied.iterdir() if path.is_file()} == {".css", ".js", ".txt"}


@installed
def test_their_sizes_of_type_follow_our_variables(copied):
    css = (copied / "govuk-frontend.css").read_text(encoding="utf-8")
    assert "font-size:var(--type-body,1.1875rem)" in css
    assert "font-size:1.1875rem" not in css


@installed
def test_a_second_copy_does_nothing(copied):
    assert not copy_packages.copy_packages(target=copied)


def test_without_the_packages_it_says_what_to_run(tmp_path):
    with pytest.raises(copy_packages.CannotCopy, match="npm ci"):
        copy_packages.copy_packages(node_modules=tmp_path, target=tmp_path / "to")


def test_a_version_it_does_not_know_is_refused():
    with pytest.raises(copy_packages.CannotCopy, match="crest"):
        copy_packages.plain("new.css", "a{background:url(data:image/svg+xml;crest)}")


def test_what_is_copied_is_not_committed():
    assert "goldenthread/static/packages/" in (CHECKOUT / ".gitignore").read_text()


@pytest.mark.slow
@pytest.mark.skipif(
    not copy_packages.TARGET.is_dir(), reason="nothing is copied yet: run tools/copy_packages.py"
)
def test_every_file_can_be_served_under_a_name_that_changes_with_it(settings, tmp_path):
    storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STATIC_ROOT, settings.STORAGES = str(tmp_path), {"staticfiles": {"BACKEND": storage}}
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert names["packages/govuk-frontend.css"] != "packages/govuk-frontend.css"
    styles = (tmp_path / names["packages/moj-frontend.css"]).read_text()
    assert re.search(r"url\(\"?images/icon-[a-z-]+\.[0-9a-f]{12}\.svg", styles)
