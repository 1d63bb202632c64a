namespace Clearance.Payments.Domain.Duty;

/// <summary>D = V × r + Q × s.</summary>
public static class Compound
{
    /// <summary>Applies a percentage to a value and an amount per unit to a quantity.</summary>
    public static Figure Of(decimal value, decimal percent, decimal quantity, decimal perUnit)
    {
        var (byValue, byQuantity) = (AdValorem.Of(value, percent), Specific.Of(quantity, perUnit));
        return new Figure(byValue.Amount + byQuantity.Amount, $"{byValue.Text} + {byQuantity.Text}", value, quantity);
    }
}
