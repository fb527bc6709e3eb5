"""What people read, in zh-CN, ru and en: errors as sentences, lines of badges and cards. Pure.

One word for one thing, here, in the rules, in the templates and on the buttons:

| en | ru | zh-CN |
|---|---|---|
| return request | заявка на возврат | 退货申请 |
| cancellation request | заявка на отмену | 取消申请 |
| order, posting | заказ, отправление | 订单、货件 |
| account (of a seller) | кабинет | 账户 |
| seller center | личный кабинет | 卖家后台 |
| API key | API-ключ | API 密钥 |
| deadline; return period | срок; срок возврата | 截止时间；退货期（限） |
| approve, reject | одобрить, отказать (отклонить заявку) | 同意（自动：通过）、拒绝 |
| refund, partial compensation | возврат денег, частичная компенсация | 退款、部分补偿 |
| return postage | обратная пересылка | 退货运费 |
| dispute, evidence | спор, доказательства | 争议、证据 |
| delivery (handover) | вручение, для покупателя: получение | 送达，对买家：签收 |
| product card | карточка товара | 商品卡片 |
| pick-up point, storage, disposal | пункт выдачи, хранение, утилизация | 取货点、保管、销毁 |
| finding, rule, template | замечание, правило, шаблон | 提醒事项、规则、模板 |
| to pair a browser | связать браузер | 配对 |
| characters (of a text) | знаки | 字符 |

The program is called Vozvrat in every script; in Russian a возврат is a return.
"""
