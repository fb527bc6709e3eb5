"""How commands fail: one plain sentence on stderr in the user's language, exit 1; wrong usage is exit 2."""

import locale
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from vozvrat.domain.errors import MalformedPostingNumber, VozvratError
from vozvrat.domain.locale import Locale, locale_of
from vozvrat.words.errors import sentence

WRONG_USAGE: tuple[type[VozvratError], ...] = (MalformedPostingNumber,)


class Plain(click.Group):
    """A group under which no command shows a traceback."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Runs a command; every way to fail ends in one sentence and an exit code."""
        run: Callable[..., Any] = super().main
        if not standalone_mode:
            return run(args, *rest, standalone_mode=False, **extra)
        try:
            code = run(args, *rest, standalone_mode=False, **extra)
        except NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help())
            _leave(f"Missing command; see {error.ctx.command_path} --help.", 2)
        except click.UsageError as error:
            _say_usage(error)
        except click.ClickException as error:
            _leave(error.format_message(), 1)
        except VozvratError as error:
            _leave(sentence(error, language()), 2 if isinstance(error, WRONG_USAGE) else 1)
        except (KeyboardInterrupt, click.Abort):
            _leave(_STOPPED[language()], 1)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except Exception as error:  # a bug of ours: the log gets the trace, the person a sentence
            _log(error)
            _leave(_OURS[language()].format(kind=type(error).__name__), 1)
        sys.exit(code if isinstance(code, int) else 0)


_STOPPED: dict[Locale, str] = {"en": "Stopped.", "ru": "Остановлено.", "zh-CN": "已停止。"}
_OURS: dict[Locale, str] = {
    "en": "Something went wrong in Vozvrat itself ({kind}); set VOZVRAT_LOG_LEVEL=DEBUG and try again to see where.",
    "ru": "Ошибка в самом Vozvrat ({kind}); задайте VOZVRAT_LOG_LEVEL=DEBUG и повторите, чтобы увидеть место.",
    "zh-CN": "Vozvrat 自身出错（{kind}）；设置 VOZVRAT_LOG_LEVEL=DEBUG 后重试可查看位置。",
}


def language() -> Locale:
    """The user's language: LC_ALL, LC_MESSAGES or LANG, whichever is set first; English otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return locale_of(value.split(".")[0])
    if sys.platform == "win32":
        return locale_of(locale.getlocale()[0])
    return "en"


def _say_usage(error: click.UsageError) -> NoReturn:
    command = error.ctx.command_path if error.ctx else "vozvrat"
    _leave(f"{error.format_message().rstrip('.')}; see {command} --help.", 2)


def _leave(message: str, code: int) -> NoReturn:
    click.echo(" ".join(message.split()), err=True)
    sys.exit(code)


def _log(error: Exception) -> None:
    if os.environ.get("VOZVRAT_LOG_LEVEL", "").upper() == "DEBUG":
        import traceback

        traceback.print_exception(error)
