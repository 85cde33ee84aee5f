"""E-mail, by the mail server of the settings."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from lingxing.engines.cases.delivery.message import Message, Undelivered

_LASTING = 500


def can_send_mail() -> bool:
    """Return whether a mail server and a sender are set."""
    return bool(settings.DEFAULT_FROM_EMAIL)


def send_mail(message: Message) -> None:
    """Send one e-mail. Undelivered where the server refuses or does not answer; a refusal of 5xx is final."""
    headers = {"Auto-Submitted": "auto-generated", "X-Lingxing-Message": message.reference}
    letter = EmailMessage(
        message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.address], headers=headers
    )
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        code = max((code for code, _ in error.recipients.values()), default=0)
        raise Undelivered(f"邮件服务器不接受这个收件人（{code}）", final=code >= _LASTING) from None
    except smtplib.SMTPResponseException as error:
        wrong_login = isinstance(error, smtplib.SMTPAuthenticationError)
        final = error.smtp_code >= _LASTING and not wrong_login
        raise Undelivered(f"邮件服务器拒绝（{error.smtp_code}）", final=final) from None
    except (smtplib.SMTPException, OSError) as error:
        raise Undelivered(f"连接不上邮件服务器（{type(error).__name__}）") from None
    except ValueError:
        # Django refuses line breaks in headers so.
        raise Undelivered("收件地址或标题不能用于邮件", final=True) from None
