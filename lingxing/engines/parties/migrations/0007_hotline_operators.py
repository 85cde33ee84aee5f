from django.db import migrations, models

import lingxing.engines.parties.domain


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0006_certificates"),
    ]

    operations = [
        migrations.AlterField(
            model_name="account",
            name="role",
            field=models.CharField(
                choices=[
                    ("reader", "读者"),
                    ("applicant", "申请人"),
                    ("clerk", "经办人"),
                    ("supervisor", "督查员"),
                    ("editor", "编辑"),
                    ("administrator", "管理员"),
                    ("bidder", "竞买人"),
                    ("land_officer", "土地交易经办人"),
                    ("grantor", "出让人"),
                    ("auctioneer", "挂牌主持人"),
                    ("operator", "话务员"),
                ],
                default=lingxing.engines.parties.domain.Role["READER"],
                max_length=20,
                verbose_name="角色",
            ),
        ),
    ]
