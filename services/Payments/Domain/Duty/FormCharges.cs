namespace Clearance.Payments.Domain.Duty;

/// <summary>Freight, insurance and other charges of a form in CNY, as the terms add them to the price or take them from it.</summary>
public static class FormCharges
{
    /// <summary>Import: what comes on top of the price.</summary>
    public static IReadOnlyList<ValueStep> OfImport(TaxRequest request, decimal goods)
    {
        var steps = new List<ValueStep>();
        var freight = 0m;
        if (TermsOfTransaction.AddsFreight(request.Terms) && request.Freight is { } given)
        {
            var step = Freight(given, goods, request);
            freight = step.Amount;
            steps.Add(step);
        }

        if (TermsOfTransaction.AddsInsurance(request.Terms) && Insurance(goods + freight, request) is { } insurance)
        {
            steps.Add(insurance);
        }

        AddOther(steps, goods, request);
        return steps;
    }

    /// <summary>Export: what comes off the price to reach FOB.</summary>
    public static IReadOnlyList<ValueStep> OfExport(TaxRequest request, decimal goods)
    {
        var steps = new List<ValueStep>();
        if (TermsOfTransaction.ContainsFreight(request.Terms) && request.Freight is { } freight)
        {
            steps.Add(Off(Freight(freight, goods, request)));
        }

        if (TermsOfTransaction.ContainsInsurance(request.Terms) && request.Insurance is { } insurance)
        {
            steps.Add(Off(ByMark("VALUE-INSURANCE", insurance, goods, request)));
        }

        AddOther(steps, goods, request);
        return steps;
    }

    private static ValueStep Off(ValueStep step) => step with { Formula = $"-({step.Formula})", Amount = -step.Amount };

    private static void AddOther(List<ValueStep> steps, decimal goods, TaxRequest request)
    {
        if (request.OtherCharges is { } other)
        {
            steps.Add(ByMark("VALUE-OTHER", other, goods, request));
        }
    }

    private static ValueStep Freight(Charge freight, decimal goods, TaxRequest request)
    {
        if (freight.Mark != ChargeMark.PerTonne)
        {
            return ByMark("VALUE-FREIGHT", freight, goods, request);
        }

        var rate = request.RateOf(freight.Currency!)!.Value;
        var tonnes = request.GrossWeight!.Value / 1000m;
        return new ValueStep(
            "VALUE-FREIGHT-TONNE",
            $"{Figures.Of(freight.Amount)} {freight.Currency} x {Figures.Of(rate)} x {Figures.Of(tonnes)} t",
            freight.Amount * rate * tonnes);
    }

    private static ValueStep? Insurance(decimal goodsAndFreight, TaxRequest request)
    {
        if (request.Insurance is { } given)
        {
            return ByMark("VALUE-INSURANCE", given, goodsAndFreight, request);
        }

        var percent = request.Rules.DefaultInsurance;
        return TermsOfTransaction.DefaultsInsurance(request.Terms)
            ? new ValueStep("VALUE-INSURANCE-DEFAULT", $"{Figures.Of(percent)}% x {Figures.Of(goodsAndFreight)}", goodsAndFreight * percent / 100m)
            : null;
    }

    private static ValueStep ByMark(string rule, Charge charge, decimal rateBase, TaxRequest request)
    {
        if (charge.Mark == ChargeMark.Rate)
        {
            return new ValueStep($"{rule}-RATE", $"{Figures.Of(charge.Amount)}% x {Figures.Of(rateBase)}", rateBase * charge.Amount / 100m);
        }

        var rate = request.RateOf(charge.Currency!)!.Value;
        return new ValueStep($"{rule}-TOTAL", $"{Figures.Of(charge.Amount)} {charge.Currency} x {Figures.Of(rate)}", charge.Amount * rate);
    }
}

/// <summary>Marks of charges.</summary>
public static class ChargeMark
{
    /// <summary>Rate in percent.</summary>
    public const string Rate = "1";

    /// <summary>Amount per tonne of gross weight; freight only.</summary>
    public const string PerTonne = "2";

    /// <summary>Total.</summary>
    public const string Total = "3";
}
