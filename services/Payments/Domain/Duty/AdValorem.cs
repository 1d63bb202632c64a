namespace Clearance.Payments.Domain.Duty;

/// <summary>D = V × r.</summary>
public static class AdValorem
{
    /// <summary>Applies a percentage to a value.</summary>
    public static Figure Of(decimal value, decimal percent) =>
        new(value * percent / 100m, $"{Figures.Of(value)} x {Figures.Of(percent)}%", value);
}
