# كلمات تخص المكونات لا الصفحات
delta-up = ارتفاع
delta-down = انخفاض
delta-same = دون تغيير
delta-better = (تحسّن)
delta-worse = (تراجع)

definition-of = تعريف: { $name }
kpi-no-comparison = لا توجد فترة سابقة للمقارنة
kpi-target-met = المستهدف { $target }، تحقق
kpi-target-close = المستهدف { $target }، قريب
kpi-target-missed = المستهدف { $target }، لم يتحقق
kpi-ceiling-met = الحد الأعلى { $target }، تحقق
kpi-ceiling-close = الحد الأعلى { $target }، قريب
kpi-ceiling-missed = الحد الأعلى { $target }، لم يتحقق
kpi-no-target = لا مستهدف محددًا
kpi-no-data = لا بيانات في هذه الفترة
kpi-loading = جارٍ التحميل
kpi-few = { $n ->
    [zero] بيانات قليلة: لا حالات
    [one] بيانات قليلة: حالة واحدة
    [two] بيانات قليلة: حالتان
    [few] بيانات قليلة: { $n } حالات
    [many] بيانات قليلة: { $n } حالةً
   *[other] بيانات قليلة: { $n } حالة
}
kpi-stale = آخر قيمة سليمة، { $date }

filters = عوامل التصفية
filter-from = من
filter-to = إلى
filter-apply = تطبيق
filter-clear = مسح الكل
filter-remove = إزالة { $name }
filter-freshness = البيانات حتى { $time }
filter-dates-in-words = { $from } – { $to }، واليومان ضمن الفترة

table-open = عرض كجدول
sort-ascending = مرتّب تصاعديًا
sort-descending = مرتّب تنازليًا
pager = الصفحات
pager-previous = السابق
pager-next = التالي
pager-range = { $range } من { $total }
pager-range-many = { $range } من أكثر من { $total }

export = تصدير
export-csv = CSV
export-xlsx = Excel
copy-link = نسخ الرابط
copy-done = نُسخ الرابط

form-required = مطلوب
form-optional = اختياري
form-errors = { $n ->
    [zero] لا شيء يحتاج تصحيحًا
    [one] أمر واحد يحتاج تصحيحًا
    [two] أمران يحتاجان تصحيحًا
    [few] { $n } أمور تحتاج تصحيحًا
    [many] { $n } أمرًا يحتاج تصحيحًا
   *[other] { $n } أمر يحتاج تصحيحًا
}
form-saving = جارٍ الحفظ
form-cancel = إلغاء
dialog-close = إغلاق

funnel-moved-on = ينتقلون
funnel-lost = { $n } يتسربون
funnel-target = المستهدف { $target }
owned-marketing = مسؤولية التسويق
owned-sales = مسؤولية المبيعات
owned-both = نتيجة مشتركة
funnel-handoff = لحظة التسليم
