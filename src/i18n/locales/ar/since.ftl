# منذ آخر اطلاع: ما تغيّرت حالته
since-title = منذ اطلاعك الأخير في { $date }
since-reached = { $name }: تجاوز المستهدف
since-moved = { $name }: من «{ $from }» إلى «{ $to }»
since-moved-with-target = { $name }: من «{ $from }» إلى «{ $to }»، وقد تغيّر المستهدف
since-compared = { $name } مقارنةً بالفترة السابقة: من «{ $from }» إلى «{ $to }»
since-met = تحقق
since-close = قريب
since-missed = لم يتحقق
since-pace-met = وفق المسار
since-pace-close = متأخر قليلًا عن المسار
since-pace-missed = متأخر عن المسار
since-better = تحسّن
since-worse = تراجع
since-same = لا تغيّر واضحًا
since-not-judged = دون حكم
since-won-none = لا صفقات رابحة منذ ذلك
since-won = { $n ->
    [one] صفقة رابحة واحدة منذ ذلك
    [two] صفقتان رابحتان منذ ذلك
    [few] { $n } صفقات رابحة منذ ذلك
    [many] { $n } صفقة رابحة منذ ذلك
   *[other] { $n } صفقة رابحة منذ ذلك
}
since-closed-none = لم تُغلق صفقات منذ ذلك
since-closed = { $n ->
    [one] أُغلقت صفقة واحدة منذ ذلك
    [two] أُغلقت صفقتان منذ ذلك
    [few] أُغلقت { $n } صفقات منذ ذلك
    [many] أُغلقت { $n } صفقة منذ ذلك
   *[other] أُغلقت { $n } صفقة منذ ذلك
}
since-leads-none = لم يرد عملاء محتملون منذ ذلك
since-leads = { $n ->
    [one] ورد عميل محتمل واحد منذ ذلك
    [two] ورد عميلان محتملان منذ ذلك
    [few] ورد { $n } عملاء محتملين منذ ذلك
    [many] ورد { $n } عميلًا محتملًا منذ ذلك
   *[other] ورد { $n } عميل محتمل منذ ذلك
}
