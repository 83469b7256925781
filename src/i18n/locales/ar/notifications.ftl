# ما يُبلَّغ به الناس: تحت الجرس وبالبريد.
notices-title = الإشعارات
notices-lede = ما حدث لتسليماتك، الأحدث أولًا.
notices-mail-on = تصلك بالبريد الإلكتروني أيضًا.
notices-mail-off = لا تصلك بالبريد الإلكتروني.
notices-mail-none = لا يرسل هذا الخادم بريدًا إلكترونيًا.
notices-none = لا شيء بعد
notices-none-body = تظهر هنا العروض والردود وكل ما يتأخر فور حدوثه.
notices-new = جديد
notices-read = وضع علامة مقروء
notices-read-all = وضع علامة مقروء على الكل
bell-unread = الإشعارات، غير المقروء: { $n }
bell-more = { $n }+

notice-offered = تسليم جديد: { $lead }
notice-offered-by = تسليم جديد من { $who }: { $lead }
notice-taken_over = أُسند إلى شخص آخر: { $lead }
notice-taken_over-by = أسنده { $who } إلى شخص آخر: { $lead }
notice-accepted = تم قبول التسليم: { $lead }
notice-accepted-by = تم قبول التسليم من { $who }: { $lead }
notice-rejected = تم رفض التسليم: { $lead }
notice-rejected-by = تم رفض التسليم من { $who }: { $lead }
notice-returned = أُعيد العميل المحتمل إلى التسويق: { $lead }
notice-returned-by = أعاد { $who } العميل المحتمل إلى التسويق: { $lead }
notice-withdrawn = تم سحب العرض: { $lead }
notice-withdrawn-by = تم سحب العرض من { $who }: { $lead }
notice-held = تم تعليق التسليم: { $lead }
notice-held-by = تم تعليق التسليم من { $who }: { $lead }
notice-agreed = وافق التسويق على ما أعدته: { $lead }
notice-agreed-by = وافق { $who } على ما أعدته: { $lead }
notice-contested = اعترض التسويق على ما أعدته: { $lead }
notice-contested-by = اعترض { $who } على ما أعدته: { $lead }
notice-at_risk = اقترب موعد أول تواصل: { $lead }
notice-breached = تأخر أول تواصل: { $lead }
notice-told_again = لا تواصل بعد، وقد انقضت المهلة منذ وقت: { $lead }
notice-decide_breached = تأخر الرد: { $lead }
notice-assign_breached = لم يُسند إلى أحد في الموعد: { $lead }
notice-nobody_else = متأخر، ولا أحد غيره يستطيع استلامه: { $lead }
notice-expired = انتهى العرض دون رد: { $lead }
notice-hold_over = انتهى التعليق: { $lead }
notice-recycle_due = حان يوم إعادة العرض: { $lead }
notice-other = مستجدات عن { $lead }

mail-open = لفتحه في محور:
mail-why = تصلك هذه الرسالة لأنك تشارك في تسليمات { $company }. يمكن إيقاف البريد من تفضيلاتك:
mail-test-subject = رسالة تجريبية من محور
mail-test-body = تصل رسائل محور لدى { $company }. لا يلزم أي إجراء آخر.
field-mailed = أبلغني عن التسليمات بالبريد الإلكتروني أيضًا
hint-mailed = كل شيء يظهر تحت الجرس في كل الأحوال.
hint-mailed-off = لا يرسل هذا الخادم بريدًا بعد. كل شيء يظهر تحت الجرس.

outbox-title = البريد الإلكتروني
outbox-lede = من يصله بالبريد ما يظهر تحت الجرس، وما مصير كل رسالة. الرسالة التي يتعذر إرسالها خلال ست ساعات تُترك.
outbox-on-title = البريد مفعّل
outbox-on = يُرسل عبر { $host } من { $from }.
outbox-off = البريد متوقف
outbox-off-body = لم يُضبط إرسال البريد على هذا الخادم. يرى الجميع كل شيء تحت الجرس، ولا يُحفظ شيء لإرساله لاحقًا. لتفعيله، اضبط هذه المتغيرات للخادم ثم أعد تشغيله:
outbox-off-example = المتغيرات التي تفعّل البريد
outbox-off-after = بعد ذلك ترسل إليك هذه الصفحة رسالة تجريبية.
outbox-no-address = تؤدي الروابط في الرسائل إلى العنوان الذي يعمل عليه الخادم. اضبط MIHWAR_PUBLIC_URL على العنوان الذي يستخدمه الناس.
outbox-last = آخر إرسال
outbox-never = لم يحدث
outbox-waiting = قيد الانتظار
outbox-failed = تعذر إرساله
outbox-test = أرسل إليّ رسالة تجريبية
outbox-tested = تُرسل الرسالة التجريبية خلال ثوان. افتح هذه الصفحة من جديد لترى النتيجة.
outbox-retried = تُعاد المحاولة خلال ثوان.
outbox-not-failed = لم تعد متعذرة. لم يتغير شيء.
outbox-list = الرسائل
outbox-views = عرض الرسائل
outbox-view-all = الكل
outbox-view-waiting = قيد الانتظار
outbox-view-sent = المرسلة
outbox-view-failed = المتعذرة
outbox-view-off = غير المرسلة
outbox-to = إلى { $name }
outbox-none = لا رسائل
outbox-none-body = تظهر هنا كل رسالة ومصيرها.
outbox-state-waiting = قيد الانتظار
outbox-state-sent = أُرسلت
outbox-state-failed = تعذر الإرسال
outbox-state-off = متوقفة
outbox-test-letter = رسالة تجريبية
outbox-retry = إعادة المحاولة
outbox-again = { $n ->
    [zero] لا محاولات بعد، والقادمة: { $when }. { $error }
    [one] محاولة واحدة، والقادمة: { $when }. { $error }
    [two] محاولتان، والقادمة: { $when }. { $error }
    [few] { $n } محاولات، والقادمة: { $when }. { $error }
    [many] { $n } محاولة، والقادمة: { $when }. { $error }
   *[other] { $n } محاولة، والقادمة: { $when }. { $error }
}
outbox-error-too_old = مضى عليها أكثر من ست ساعات، فلم تعد خبرًا
outbox-error-address = لا يمكن استخدام عنوان البريد لهذا الشخص
outbox-error-timeout = لم يرد خادم البريد في الوقت المحدد
