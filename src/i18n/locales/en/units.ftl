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

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

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
