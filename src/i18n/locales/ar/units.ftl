# الأرقام ووحداتها والمبالغ والتواريخ
list-comma = ،

unit-points = { $n ->
    [few] { $n } نقاط
   *[other] { $n } نقطة
}
unit-days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
unit-days-only = { $n ->
    [few] أيام
    [many] يومًا
   *[other] يوم
}
unit-minutes = { $m } د
unit-hours-minutes = { $h } س { $m } د

money-full = { $number } { $currency }
money-thousand = { $number } ألف { $currency }
money-million = { $number } مليون { $currency }
money-billion = { $number } مليار { $currency }
short-thousand = { $number } ألف
short-million = { $number } مليون
short-billion = { $number } مليار

date-full = { $day } { $month } { $year }
date-day-month = { $day } { $month }
date-month = { $month } { $year }
date-time = { $date }، { $time }
date-range = { $from } – { $to }

month-short-1 = يناير
month-short-2 = فبراير
month-short-3 = مارس
month-short-4 = أبريل
month-short-5 = مايو
month-short-6 = يونيو
month-short-7 = يوليو
month-short-8 = أغسطس
month-short-9 = سبتمبر
month-short-10 = أكتوبر
month-short-11 = نوفمبر
month-short-12 = ديسمبر

currency-AED = د.إ
currency-BHD = د.ب
currency-DZD = د.ج
currency-EGP = ج.م
currency-IQD = د.ع
currency-JOD = د.أ
currency-KWD = د.ك
currency-LBP = ل.ل
currency-LYD = د.ل
currency-MAD = د.م
currency-OMR = ر.ع
currency-QAR = ر.ق
currency-SAR = ر.س
currency-SDG = ج.س
currency-SYP = ل.س
currency-TND = د.ت
currency-YER = ر.ي
