# Numbers with their units, money and dates.
list-comma = ,

unit-points = { $n } pt
unit-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
unit-days-only = { $n ->
    [one] day
   *[other] days
}
unit-minutes = { $m } min
unit-hours-minutes = { $h } h { $m } min

money-full = { $currency } { $number }
money-thousand = { $currency } { $number }k
money-million = { $currency } { $number }M
money-billion = { $currency } { $number }B
short-thousand = { $number }k
short-million = { $number }M
short-billion = { $number }B

date-full = { $day } { $month } { $year }
date-day-month = { $day } { $month }
date-month = { $month } { $year }
date-time = { $date }, { $time }
date-range = { $from } to { $to }

month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec

currency-AED = AED
currency-BHD = BHD
currency-DZD = DZD
currency-EGP = EGP
currency-IQD = IQD
currency-JOD = JOD
currency-KWD = KWD
currency-LBP = LBP
currency-LYD = LYD
currency-MAD = MAD
currency-OMR = OMR
currency-QAR = QAR
currency-SAR = SAR
currency-SDG = SDG
currency-SYP = SYP
currency-TND = TND
currency-YER = YER
