using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Wire = Clearance.Contracts.Payment.V1.PreviewTaxesRequest.Types;

namespace Clearance.Payments.Mapping;

/// <summary>Reads the form of a preview. What cannot be read is noted and replaced, so that the rest can still be checked.</summary>
internal sealed class PreviewForm(FieldErrors errors)
{
    private const int MaxDecimals = 5;

    public TaxRequest Read(PreviewTaxesRequest form, DateOnly today)
    {
        var date = today;
        if (form.AcceptanceDate is not null)
        {
            date = form.AcceptanceDate.ToKernel() ?? today;
            errors.Require(form.AcceptanceDate.ToKernel() is not null, "acceptance_date", "Not a day.", "Give year, month and day, or leave it out for today.");
        }

        if (form.Direction is not (Wire.Direction.Import or Wire.Direction.Export))
        {
            errors.Missing("direction", "Use DIRECTION_IMPORT or DIRECTION_EXPORT.");
        }

        return new TaxRequest(form.Direction == Wire.Direction.Export ? Direction.Export : Direction.Import, date, form.Terms, TaxRules.On(date))
        {
            Freight = ChargeOf("freight", form.Freight),
            Insurance = ChargeOf("insurance", form.Insurance),
            OtherCharges = ChargeOf("other_charges", form.OtherCharges),
            GrossWeight = NumberOf("gross_weight", form.GrossWeight),
            Lines = LinesOf(form.Items),
        };
    }

    private List<GoodsLine> LinesOf(IReadOnlyList<Wire.Item> items)
    {
        var lines = new List<GoodsLine>();
        for (var i = 0; i < items.Count && i <= TaxChecks.MaxLines; i++)
        {
            var number = items[i].Number == 0 ? i + 1 : items[i].Number;
            if (number is < 1 or > TaxChecks.MaxLines && i < TaxChecks.MaxLines)
            {
                errors.OutOfRange($"items[{i}].number", $"{number} is not 1 to {TaxChecks.MaxLines}.", "Number the lines from 1, or leave the numbers out.");
            }

            if (lines.Any(line => line.Number == number))
            {
                errors.Malformed($"items[{i}].number", $"{number} is used twice.", "Number the lines from 1, or leave the numbers out.");
            }

            lines.Add(LineOf(items[i], number, $"items[{i}]"));
        }

        return lines;
    }

    private GoodsLine LineOf(Wire.Item item, int number, string field)
    {
        return new GoodsLine(number, item.CommodityCode, PriceOf($"{field}.total_price", item.TotalPrice))
        {
            First = QuantityOf($"{field}.first_quantity", item.FirstQuantity, $"{field}.first_unit", item.FirstUnit),
            Second = QuantityOf($"{field}.second_quantity", item.SecondQuantity, $"{field}.second_unit", item.SecondUnit),
            Origin = LineClaims.OriginOf($"{field}.origin_country", item.OriginCountry, errors),
            Agreement = LineClaims.AgreementOf($"{field}.agreement", item.Agreement, errors),
            InQuota = item.InQuota,
            Maker = LineClaims.MakerOf($"{field}.maker", item.Maker, errors),
            LevyMode = item.LevyMode.Length == 0 ? LevyMode.Full : item.LevyMode,
        };
    }

    private Money PriceOf(string field, Google.Type.Money? price)
    {
        if (price is null)
        {
            errors.Missing(field, "Give the total price of the line with its currency.");
            return Money.Zero;
        }

        if (price.ToKernel() is not { } money)
        {
            errors.Malformed(field, "Not an amount of money.", "Units and nanos carry the same sign; the currency is three capital letters.");
            return Money.Zero;
        }

        var decimals = money.Currency is "JPY" or "KRW" ? 0 : 2;
        if (decimal.Round(money.Amount, decimals, MidpointRounding.ToZero) != money.Amount)
        {
            errors.OutOfRange(field, $"Finer than the smallest coin of {money.Currency}.", $"Give at most {decimals} decimals; amounts are never rounded for you.");
        }

        return money;
    }

    private Charge? ChargeOf(string field, Wire.Charge? charge)
    {
        if (charge is null)
        {
            return null;
        }

        if (charge.Amount is null)
        {
            errors.Missing($"{field}.amount", "Give the rate or the amount, or leave the charge out.");
            return null;
        }

        return NumberOf($"{field}.amount", charge.Amount) is { } amount
            ? new Charge(charge.Mark, amount, charge.Currency.Length == 0 ? null : charge.Currency)
            : null;
    }

    private Quantity? QuantityOf(string field, Google.Type.Decimal? quantity, string unitField, string unit)
    {
        if (NumberOf(field, quantity) is not { } amount)
        {
            return null;
        }

        if (unit.Length == 0)
        {
            errors.Missing(unitField, "Give the unit of the quantity, code list units, e.g. 035.");
        }

        return new Quantity(amount, unit);
    }

    private decimal? NumberOf(string field, Google.Type.Decimal? value)
    {
        if (value is null)
        {
            return null;
        }

        if (value.ToKernel() is not { } number)
        {
            errors.Malformed(field, $"'{(value.Value.Length > 40 ? value.Value[..40] : value.Value)}' is not a number.", "Use digits with a point, e.g. 5200.5.");
            return null;
        }

        if (decimal.Round(number, MaxDecimals, MidpointRounding.ToZero) != number)
        {
            errors.OutOfRange(field, $"More than {MaxDecimals} decimals.", $"Give at most {MaxDecimals} decimals; numbers are never rounded for you.");
        }

        return number;
    }
}
