namespace Clearance.Payments.Domain.Duty;

/// <summary>D = Q × s.</summary>
public static class Specific
{
    /// <summary>Applies an amount per unit to a quantity.</summary>
    public static Figure Of(decimal quantity, decimal perUnit) =>
        new(quantity * perUnit, $"{Figures.Of(quantity)} x {Figures.Of(perUnit)}", null, quantity);
}
