# جهات اتصال أخرى للصفقة.
contact-title = إضافة جهة اتصال
contact-lede = من غيره يخص هذه الصفقة؟ نقاط اتصاله تُحسب لها أيضًا.
contact-search = اسم عميل محتمل أو بريده أو هاتفه أو معرّفه
contact-choose = جهة الاتصال
contact-change = تغيير
contact-add = إضافة
contact-add-who = إضافة { $name }
contact-remove = إزالة
contact-remove-who = إزالة { $name }
contact-added = أُضيف إلى جهات اتصال هذه الصفقة
contact-removed = لم يعد من جهات اتصال هذه الصفقة
contact-is-its-lead = هذا هو العميل المحتمل الذي جاءت منه الصفقة
change-linked = أُضيفت جهة اتصال
change-unlinked = أُزيلت جهة اتصال
audit-verb-linked = إضافة جهة اتصال
audit-verb-unlinked = إزالة جهة اتصال
