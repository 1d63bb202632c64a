using BenchmarkDotNet.Attributes;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Tariffs;

namespace Clearance.Benchmarks;

/// <summary>What an assessment costs on one core: 1,000 forms of 50 lines, codes, origins, levy modes and prices of every kind. One operation is one line.</summary>
[InProcess]
[MemoryDiagnoser]
public class AssessmentBenchmarks
{
    private const int Forms = 1_000;
    private const int LinesOfAForm = 50;
    private TaxRequest[] _asked = [];
    private TaxRequest[] _completed = [];

    /// <summary>Makes the forms, the same in every run.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _asked = [.. Enumerable.Range(0, Forms).Select(Form)];
        _completed = [.. _asked.Select(ReferenceData.Sample.Complete)];
    }

    /// <summary>From the lines as declared: rates looked up, values, taxes, trail.</summary>
    [Benchmark(OperationsPerInvoke = Forms * LinesOfAForm)]
    public decimal Assess() => _asked.Sum(form => TotalOf(ReferenceData.Sample.Complete(form)));

    /// <summary>The computation alone, from stored inputs, as when a bill is explained years later.</summary>
    [Benchmark(OperationsPerInvoke = Forms * LinesOfAForm)]
    public decimal Compute() => _completed.Sum(TotalOf);

    private static decimal TotalOf(TaxRequest form) =>
        TaxEngine.Compute(form).State?.Total.Amount ?? throw new InvalidOperationException("A form of the benchmark was refused; its figure would say nothing.");

    private static TaxRequest Form(int form)
    {
        var day = new DateOnly(2018, 10, 23);
        return new TaxRequest(Direction.Import, day, TermsOfTransaction.Fob, TaxRules.On(day))
        {
            Lines = [.. Enumerable.Range(1, LinesOfAForm).Select(number => Line(form, number))],
            Freight = new Charge("3", 417.3m + form, "USD"),
            GrossWeight = 5_200m,
        };
    }

    private static GoodsLine Line(int form, int number)
    {
        var codes = Tariff.Sample.Codes;
        string[] currencies = ["CNY", "USD", "EUR", "JPY"];
        string[] origins = ["JPN", "USA", "KOR", "DEU", "THA"];
        string[] modes = ["1", "1", "1", "2", "3", "7"];
        var draw = (form * LinesOfAForm) + number;
        return new GoodsLine(number, codes[draw % codes.Count], new Money(100m + (draw % 9_973 * 1.37m), currencies[draw % currencies.Length]))
        {
            First = new Quantity(1m + (draw % 997), "035"),
            Second = new Quantity(1m + (draw % 499), "095"),
            Origin = origins[draw % origins.Length],
            LevyMode = modes[draw % modes.Length],
        };
    }
}
