# القوائم والبحث فيها وملفاتها، وما يطلبه العنوان دون جدوى.
filter-unknown = لا يوجد في هذه الصفحة عامل تصفية باسم { $name }، لذلك تعرض كل شيء بدونه.
filter-alone = يحتاج «{ $name }» إلى «{ $needs }» معه، لذلك تعرض الصفحة كل شيء بدونه.
filter-closed = تاريخ الإغلاق
filter-opened = تاريخ الفتح
filter-stage = المرحلة
filter-outcome = النتيجة
filter-account = الشركة
filter-reached = بلغ على الأقل
filter-furthest = أبعد مرحلة
filter-skipped = تخطّى
filter-old-enough = مضى على وروده
filter-won-within = تحوّل إلى عميل خلال
filter-quality = القيمة المتوقعة
filter-as-of = حتى تاريخ
filter-sort = الترتيب
filter-q = البحث

search-hint-deals = ابحث في الصفقات
leads-lede-own = كل من أبدى اهتمامًا. افتح أي عميل محتمل لترى ما جرى معه. تشمل ملفات التصدير لديك بيانات التواصل لعملائك المحتملين فقط.
deals-lede-by-date = كل صفقة بقيمتها ونتيجتها: الأحدث إغلاقًا أولًا، والمفتوحة بحسب يوم فتحها.

grade-high = عالية
grade-middle = متوسطة
grade-low = منخفضة
grade-unvalued = غير معروفة

quality-unvalued = { $n ->
    [zero] لا عملاء محتملين دون قيمة متوقعة
    [one] عميل محتمل واحد دون قيمة متوقعة: { $reason }
    [two] عميلان محتملان دون قيمة متوقعة: { $reason }
    [few] { $n } عملاء محتملين دون قيمة متوقعة: { $reason }
    [many] { $n } عميلًا محتملًا دون قيمة متوقعة: { $reason }
   *[other] { $n } عميل محتمل دون قيمة متوقعة: { $reason }
}

rates-hint = إدخال أسعار الصرف

sheet-notes = ملاحظات
sheet-zone = الأوقات بتوقيت { $zone }.
sheet-cut = لا يتسع Excel لأكثر من { $n } صف. يحتوي ملف CSV على الصفوف كلها.
file-reason = سبب غياب القيمة
