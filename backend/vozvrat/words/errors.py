"""Errors as one sentence that says what happened and what to do, in the reader's language."""

from collections.abc import Mapping
from typing import Final

from vozvrat.domain.errors import BrokenPack, OzonError, VozvratError
from vozvrat.domain.locale import Locale, Words, say
from vozvrat.words.fields import said as field_said

SENTENCES: Final[Mapping[str, Words]] = {
    "error": {
        "en": "That did not work; the log says why.",
        "ru": "Не получилось; причина записана в журнале.",
        "zh-CN": "操作未成功，原因见日志。",
    },
    "not_found": {
        "en": "There is no {what} {id} here; check the number, or run a sync if it is new.",
        "ru": "Не найдено: {what} {id}. Проверьте номер; если запись новая, запустите синхронизацию.",
        "zh-CN": "未找到{what} {id}；请核对编号，如为新数据请先同步。",
    },
    "not_found.rule": {
        "en": "There is no rule {id}; see the list of rules.",
        "ru": "Нет правила {id}; посмотрите список правил.",
        "zh-CN": "没有规则 {id}；请查看规则列表。",
    },
    "not_found.change": {
        "en": "Nothing was changed in rule {id}; there is nothing to take back.",
        "ru": "Правило {id} не меняли; отменять нечего.",
        "zh-CN": "规则 {id} 没有调整，无需撤销。",
    },
    "not_found.own_here": {
        "en": "Rule {id} holds for all accounts; delete it in a browser that sees them all.",
        "ru": "Правило {id} действует для всех кабинетов; удалите его в браузере, которому видны все кабинеты.",
        "zh-CN": "规则 {id} 适用于所有账户；请在能看到所有账户的浏览器中删除。",
    },
    "not_found.pack": {
        "en": "No rules of edition {id} are known here; choose one from the list of editions.",
        "ru": "Редакция правил {id} здесь неизвестна; выберите из списка редакций.",
        "zh-CN": "此处没有 {id} 版本的规则；请从版本列表中选择。",
    },
    "not_found.template": {
        "en": "There is no template {id}; see the list of templates.",
        "ru": "Нет шаблона {id}; посмотрите список шаблонов.",
        "zh-CN": "没有模板 {id}；请查看模板列表。",
    },
    "not_found.device": {
        "en": "There is no paired browser {id}; see the list of devices.",
        "ru": "Нет связанного браузера {id}; посмотрите список устройств.",
        "zh-CN": "没有已配对的浏览器 {id}；请查看设备列表。",
    },
    "not_found.account": {
        "en": "There is no account {id}; see the list of accounts.",
        "ru": "Нет кабинета {id}; посмотрите список кабинетов.",
        "zh-CN": "没有账户 {id}；请查看账户列表。",
    },
    "invalid_input": {
        "en": "Some of the data sent is wrong: {where}.",
        "ru": "В отправленных данных ошибка: {where}.",
        "zh-CN": "提交的数据有误：{where}。",
    },
    "invalid_facts": {
        "en": "The facts document is not in the right form: {where}.",
        "ru": "Документ с фактами составлен неверно: {where}.",
        "zh-CN": "事实文档格式不正确：{where}。",
    },
    "invalid_rule": {
        "en": "The rule does not hold: {where}.",
        "ru": "В правиле ошибка: {where}.",
        "zh-CN": "规则有误：{where}。",
    },
    "malformed_posting_number": {
        "en": "“{text}” is not a posting number; one looks like 58544282-0057-1.",
        "ru": "«{text}» — не номер отправления; он выглядит так: 58544282-0057-1.",
        "zh-CN": "“{text}”不是货件编号；正确格式如 58544282-0057-1。",
    },
    "currency_mismatch": {
        "en": "Amounts in {left} and {right} cannot be added or compared; nothing is converted here.",
        "ru": "Суммы в {left} и {right} нельзя складывать и сравнивать: пересчёт валют здесь не делается.",
        "zh-CN": "{left} 与 {right} 的金额不能相加或比较；这里不做汇率换算。",
    },
    "text_too_long": {
        "en": "The text is {over_by} characters longer than Ozon's {limit}; shorten it.",
        "ru": "Текст длиннее допустимого: предел Ozon — {limit}, лишних знаков — {over_by}. Сократите его.",
        "zh-CN": "文字超出 Ozon 的上限（{limit} 个字符）{over_by} 个字符，请缩短。",
    },
    "conflict": {
        "en": "This contradicts what is already here ({what} {id}); look at it again and try once more.",
        "ru": "Это противоречит тому, что уже есть ({what} {id}); посмотрите ещё раз и повторите.",
        "zh-CN": "与现有数据冲突（{what} {id}）；请查看后重试。",
    },
    "conflict.account": {
        "en": "Account {id} is here already with this very key; nothing was changed.",
        "ru": "Кабинет {id} уже добавлен с этим же ключом; ничего не изменено.",
        "zh-CN": "账户 {id} 已用同一密钥添加；未做任何更改。",
    },
    "broken_pack": {
        "en": "The policy pack {file} was not loaded: it {why}.",
        "ru": "Набор правил {file} не загружен: {why}.",
        "zh-CN": "规则包 {file} 未加载：{why}。",
    },
    "broken_pack.rule": {
        "en": "The policy pack {file} was not loaded: rule {rule} {why}.",
        "ru": "Набор правил {file} не загружен: правило {rule}: {why}.",
        "zh-CN": "规则包 {file} 未加载：规则 {rule}：{why}。",
    },
    "broken_pack.example": {
        "en": "The policy pack {file} was not loaded: rule {rule} {why} in its example “{example}”.",
        "ru": "Набор правил {file} не загружен: правило {rule}, пример «{example}»: {why}.",
        "zh-CN": "规则包 {file} 未加载：规则 {rule}，示例“{example}”：{why}。",
    },
    "broken_template": {
        "en": "The template {template} in {file} was not loaded: {why}.",
        "ru": "Шаблон {template} из {file} не загружен: {why}.",
        "zh-CN": "{file} 中的模板 {template} 未加载：{why}。",
    },
    "database_damaged": {
        "en": "The database file {path} is damaged and was left as it is; move it aside or restore a copy, then start "
        "again.",
        "ru": "Файл базы данных {path} повреждён и оставлен без изменений; уберите его или восстановите копию, "
        "затем запустите программу снова.",
        "zh-CN": "数据库文件 {path} 已损坏，未作任何改动；请将其移走或恢复备份后重新启动。",
    },
    "database_from_the_future": {
        "en": "The database {path} was written by a newer Vozvrat; update the program, nothing was changed.",
        "ru": "База данных {path} создана более новой версией Vozvrat; обновите программу, в базе ничего не изменено.",
        "zh-CN": "数据库 {path} 由更新版本的 Vozvrat 写入；请更新程序，数据未作改动。",
    },
    "database_unavailable": {
        "en": "The database {path} cannot be used ({why}); check that it can be written and that no "
        "other program is using it.",
        "ru": "База данных {path} недоступна ({why}); проверьте права на запись и не занята ли она другой программой.",
        "zh-CN": "数据库 {path} 无法使用（{why}）；请检查写入权限，以及是否被其他程序占用。",
    },
    "port_busy": {
        "en": "Port {port} on {host} is taken, perhaps by another Vozvrat; stop it or set another port in "
        "VOZVRAT_PORT.",
        "ru": "Порт {port} на {host} занят, возможно, другой копией Vozvrat; остановите её или задайте другой порт в "
        "VOZVRAT_PORT.",
        "zh-CN": "{host} 的端口 {port} 已被占用，可能已有另一个 Vozvrat；请停止它或用 VOZVRAT_PORT 另选端口。",
    },
    "unsafe_address": {
        "en": "{setting} is {address}, which could show keys and orders to others; use https, or an address of this "
        "machine such as 127.0.0.1.",
        "ru": "{setting} = {address}: так ключи и заказы могут увидеть другие; укажите https или адрес этого "
        "компьютера, например 127.0.0.1.",
        "zh-CN": "{setting} 为 {address}，可能使他人看到密钥和订单；请使用 https 或本机地址（如 127.0.0.1）。",
    },
    "invalid_setting": {
        "en": "The setting {setting} is not valid ({why}); correct it and start again.",
        "ru": "Настройка {setting} задана неверно ({why}); исправьте и запустите снова.",
        "zh-CN": "设置 {setting} 无效（{why}）；请更正后重新启动。",
    },
    "no_browser": {
        "en": "No Chromium was found ({looked}); install Chromium and start again.",
        "ru": "Chromium не найден ({looked}); установите Chromium и запустите снова.",
        "zh-CN": "未找到 Chromium（{looked}）；请安装后重新启动。",
    },
    "not_built": {
        "en": "The extension is not built yet ({path} is missing); run make build first.",
        "ru": "Расширение ещё не собрано (нет {path}); сначала выполните make build.",
        "zh-CN": "扩展尚未构建（缺少 {path}）；请先运行 make build。",
    },
    "key_store_unavailable": {
        "en": "Ozon keys cannot be read or kept on this computer ({why}); unlock its keyring or add the account again.",
        "ru": "Ключи Ozon на этом компьютере не прочитать и не сохранить ({why}); разблокируйте системное хранилище "
        "ключей или добавьте кабинет заново.",
        "zh-CN": "无法在本机读取或保存 Ozon 密钥（{why}）；请解锁系统钥匙串或重新添加账户。",
    },
    "pairing_refused": {
        "en": "This pairing code does not work; get a new one with vozvrat pair and enter it within five minutes.",
        "ru": "Код не подошёл; получите новый код командой vozvrat pair и введите его в течение пяти минут.",
        "zh-CN": "配对码无效；请用 vozvrat pair 获取新的配对码，并在五分钟内输入。",
    },
    "ozon_error": {
        "en": "Ozon refused the request {method} (HTTP {status}); nothing was changed here.",
        "ru": "Ozon отклонил запрос {method} (HTTP {status}); здесь ничего не изменилось.",
        "zh-CN": "Ozon 拒绝了请求 {method}（HTTP {status}）；本地数据未变。",
    },
    "ozon_invalid_key": {
        "en": "Ozon does not accept this Client-Id with this key; copy both again from the seller center, Settings, "
        "API keys.",
        "ru": "Ozon не принимает этот Client-Id с этим ключом; скопируйте их заново в личном кабинете: Настройки, "
        "API-ключи.",
        "zh-CN": "Ozon 不接受该 Client-Id 与密钥的组合；请在卖家后台“设置—API 密钥”中重新复制。",
    },
    "ozon_key_deactivated": {
        "en": "This key was revoked or has expired; create a new one in the seller center and add it here.",
        "ru": "Этот ключ отозван или истёк; создайте новый в личном кабинете и добавьте его здесь.",
        "zh-CN": "该密钥已被撤销或过期；请在卖家后台新建密钥并在此添加。",
    },
    "ozon_key_restricted_to_addresses": {
        "en": "This key works only from other IP addresses; allow the address of this computer in the key's settings.",
        "ru": "Этот ключ работает только с других IP-адресов; разрешите адрес этого компьютера в настройках ключа.",
        "zh-CN": "该密钥不允许从本机的 IP 地址使用；请在密钥设置中添加本机地址。",
    },
    "ozon_company_blocked": {
        "en": "Ozon has blocked this company; turn to Ozon's support. What is stored here stays readable.",
        "ru": "Ozon заблокировал эту компанию; обратитесь в поддержку Ozon. Сохранённые здесь данные доступны.",
        "zh-CN": "Ozon 已封禁该公司；请联系 Ozon 客服，此处已存数据仍可查看。",
    },
    "ozon_offer_not_signed": {
        "en": "Ozon wants its contract accepted first; accept it in the seller center and try again.",
        "ru": "Сначала нужно принять оферту Ozon; примите её в личном кабинете и повторите.",
        "zh-CN": "需先接受 Ozon 的合同条款；请在卖家后台接受后重试。",
    },
    "ozon_role_missing": {
        "en": "This key may not use {method}; give it the missing role in the seller center. The rest keeps working.",
        "ru": "Ключу недоступен метод {method}; добавьте ему недостающую роль в личном кабинете. Остальное работает.",
        "zh-CN": "该密钥无权调用 {method}；请在卖家后台为其添加所缺角色。其余功能不受影响。",
    },
    "ozon_subscription_missing": {
        "en": "Your Ozon subscription does not include {method}; the rest keeps working.",
        "ru": "Метод {method} не входит в вашу подписку Ozon; остальное работает.",
        "zh-CN": "您的 Ozon 订阅不包含 {method}；其余功能不受影响。",
    },
    "ozon_access_denied": {
        "en": "Ozon denies access to {method}; check the roles of the key in the seller center.",
        "ru": "Ozon не даёт доступа к {method}; проверьте роли ключа в личном кабинете.",
        "zh-CN": "Ozon 拒绝访问 {method}；请在卖家后台检查密钥角色。",
    },
    "ozon_obsolete_method": {
        "en": "Ozon has switched {method} off; update Vozvrat.",
        "ru": "Ozon отключил метод {method}; обновите Vozvrat.",
        "zh-CN": "Ozon 已停用 {method}；请更新 Vozvrat。",
    },
    "ozon_not_found": {
        "en": "Ozon does not know this, or it belongs to another seller; check the number and the account.",
        "ru": "Такой записи у Ozon нет, или она принадлежит другому продавцу; проверьте номер и кабинет.",
        "zh-CN": "Ozon 没有此记录，或属于其他卖家；请核对编号和账户。",
    },
    "ozon_bad_request": {
        "en": "Ozon did not accept the request to {method}; nothing was changed.",
        "ru": "Ozon не принял запрос {method}; ничего не изменилось.",
        "zh-CN": "Ozon 未接受对 {method} 的请求；未作任何更改。",
    },
    "ozon_rate_limited": {
        "en": "Ozon is limiting requests; work goes on by itself in a moment.",
        "ru": "Ozon ограничил число запросов; работа скоро продолжится сама.",
        "zh-CN": "Ozon 暂时限制了请求频率；稍后会自动继续。",
    },
    "ozon_circle_open": {
        "en": "Ozon has paused {method} for some minutes; work goes on by itself afterwards.",
        "ru": "Ozon приостановил метод {method} на несколько минут; потом работа продолжится сама.",
        "zh-CN": "Ozon 已将 {method} 暂停数分钟；之后会自动继续。",
    },
    "ozon_down": {
        "en": "Ozon does not answer right now; stored data is safe, try again in a few minutes.",
        "ru": "Ozon сейчас не отвечает; сохранённые данные целы, повторите через несколько минут.",
        "zh-CN": "Ozon 暂无响应；已存数据不受影响，请几分钟后再试。",
    },
    "ozon_unreadable": {
        "en": "Ozon's answer to {method} could not be read; try again in a few minutes.",
        "ru": "Ответ Ozon на {method} не удалось прочитать; повторите через несколько минут.",
        "zh-CN": "无法读取 Ozon 对 {method} 的响应；请几分钟后再试。",
    },
    "ozon_refused": {
        "en": "Ozon did not do it, and nothing was changed; look at the return again before you try once more.",
        "ru": "Ozon этого не сделал, и ничего не изменилось; посмотрите возврат ещё раз, прежде чем повторять.",
        "zh-CN": "Ozon 未执行该操作，未作任何更改；重试前请再次查看该退货。",
    },
    "ozon_not_sent": {
        "en": "Nothing was sent to Ozon, and nothing was changed; try again in a moment.",
        "ru": "В Ozon ничего не отправлено, и ничего не изменилось; повторите чуть позже.",
        "zh-CN": "未向 Ozon 发送任何内容，未作任何更改；请稍后再试。",
    },
    "ozon_unsure": {
        "en": "It was sent, but Ozon's answer does not tell whether it was done; the return itself will show it.",
        "ru": "Запрос отправлен, но по ответу Ozon не понять, выполнен ли он; это покажет сам возврат.",
        "zh-CN": "已发送，但 Ozon 的响应无法说明是否已执行；以该退货的实际状态为准。",
    },
    "no_account": {
        "en": "No Ozon account of this shop has been added; add it with its API key to see orders and returns here.",
        "ru": "Кабинет Ozon этого магазина не добавлен; добавьте его с API-ключом, и здесь появятся заказы и возвраты.",
        "zh-CN": "尚未添加此店铺的 Ozon 账户；添加账户及其 API 密钥后，即可在此查看订单和退货。",
    },
}

THINGS: Final[Mapping[str, Words]] = {
    "posting": {"en": "posting", "ru": "отправление", "zh-CN": "货件"},
    "order": {"en": "order", "ru": "заказ", "zh-CN": "订单"},
    "return": {"en": "return", "ru": "возврат", "zh-CN": "退货"},
    "cancellation": {"en": "cancellation request", "ru": "заявка на отмену", "zh-CN": "取消申请"},
    "account": {"en": "account", "ru": "кабинет", "zh-CN": "账户"},
    "device": {"en": "device", "ru": "устройство", "zh-CN": "设备"},
    "template": {"en": "template", "ru": "шаблон", "zh-CN": "模板"},
    "rule": {"en": "rule", "ru": "правило", "zh-CN": "规则"},
    "file": {"en": "file", "ru": "файл", "zh-CN": "文件"},
}


def sentence(error: VozvratError, locale: Locale) -> str:
    """One plain sentence about an error; the nearest ancestor's words where a class has none of its own."""
    named = [part for part in ("example", "rule") if error.parameters.get(part)]
    about = f"{error.code}.{error.parameters.get('what')}"
    keys = [*(f"{error.code}.{part}" for part in named), about, *_codes(error), "error"]
    words = next(SENTENCES[key] for key in keys if key in SENTENCES)
    return say(words, locale).format_map(_Parameters(error, locale))


def by_code(code: str, locale: Locale, **particulars: object) -> str:
    """The sentence of a stored error code, with as many particulars as are still known."""
    words = SENTENCES.get(code, SENTENCES["error"])
    return say(words, locale).format_map(_Parameters(VozvratError(**particulars), locale))


def _codes(error: VozvratError) -> list[str]:
    return [kind.code for kind in type(error).__mro__ if issubclass(kind, VozvratError)]


_NAMED_BY_CLIENTS: Final = ("id", "text")
_QUOTED: Final = 60
"""As much of what somebody sent is quoted back as still shows them which one is meant."""


class _Parameters(dict[str, str]):
    """What a sentence may name. An absent parameter reads as a dash, never as a crash."""

    def __init__(self, error: VozvratError, locale: Locale) -> None:
        super().__init__({name: str(value) for name, value in error.parameters.items() if value is not None})
        for name in _NAMED_BY_CLIENTS:
            if len(self.get(name, "")) > _QUOTED:
                self[name] = self[name][:_QUOTED] + "…"
        if isinstance(error, OzonError):
            self["message"] = ""  # Ozon's own words may quote a buyer
        if isinstance(error, BrokenPack):
            self["why"] = field_said(str(error.parameters.get("why")), locale).rstrip(".。")
        what = self.get("what", "")
        if what in THINGS:
            self["what"] = say(THINGS[what], locale)
        errors = error.parameters.get("errors")
        if isinstance(errors, Mapping):
            between, colon, comma = ("；", "：", "，") if locale == "zh-CN" else ("; ", ": ", ", ")
            self["where"] = between.join(
                f"{place}{colon}{comma.join(field_said(str(one), locale).rstrip('.。') for one in said)}"
                for place, said in list(errors.items())[:3]
            )

    def __missing__(self, name: str) -> str:
        return "–"
