using System.Text.RegularExpressions;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>Rules of the containers.</summary>
public static partial class ContainerRules
{
    internal const int MaxContainers = 200;

    /// <summary>The check digit of the first ten signs of a container number (ISO 6346).</summary>
    /// <exception cref="ArgumentException">They are not four capital letters and six digits.</exception>
    public static char CheckDigit(ReadOnlySpan<char> signs)
    {
        if (signs.Length != 10)
        {
            throw new ArgumentException("A check digit is computed over 10 signs.", nameof(signs));
        }

        var sum = 0;
        for (var i = 0; i < signs.Length; i++)
        {
            sum += ValueOf(signs[i]) << i;
        }

        return (char)('0' + (sum % 11 % 10));
    }

    internal static void Check(DeclarationForm form, FormReport report, bool declaring)
    {
        if (form.Containers.Length > MaxContainers)
        {
            report.Add("containers", "CONTAINERS_TOO_MANY", $"A form holds {MaxContainers} containers.", $"集装箱超过{MaxContainers}个。", "Split the goods over several forms.");
            return;
        }

        for (var index = 0; index < form.Containers.Length; index++)
        {
            var (container, at) = (form.Containers[index], $"containers[{index}].");
            report.Texts(ContainerFields.Texts, container, at, form.Direction, declaring);
            report.Numbers(ContainerFields.Numbers, container, at, form.Direction, declaring);
            Number(form, index, at, report);
            if (declaring)
            {
                Lines(form, container, at, report);
            }
        }

        if (declaring && form.Containers.Length > 0)
        {
            EveryLineIsInOne(form, report);
        }
    }

    private static void Number(DeclarationForm form, int index, string at, FormReport report)
    {
        var number = form.Containers[index].Number;
        if (number.Length is > 0 and <= 11 && !NumberShape().IsMatch(number))
        {
            report.Add($"{at}number", "CONTAINER_NUMBER_MALFORMED", "A container number has four capital letters, the fourth U, J or Z, and seven digits.", "集装箱号应为4位字母加7位数字。", "Write it like EXMU1234569.");
        }
        else if (number.Length == 11 && CheckDigit(number.AsSpan(0, 10)) != number[10])
        {
            report.Add($"{at}number", "CONTAINER_CHECK_DIGIT_WRONG", $"The check digit of {number} does not fit its other signs.", "集装箱号校验位错误。", "Read the number from the container's door again.");
        }
        else if (number.Length == 11 && form.Containers.Take(index).Any(other => other.Number == number))
        {
            report.Add($"{at}number", "CONTAINER_REPEATED", $"{number} is on the form twice.", "集装箱号重复。", "Leave the second out and name its lines in the first.");
        }
    }

    private static void Lines(DeclarationForm form, Container container, string at, FormReport report)
    {
        if (container.ItemNumbers.IsEmpty)
        {
            report.Missing($"{at}item_numbers", "CONTAINER_ITEMS", "Which lines are in the container", "商品项号关系");
        }

        foreach (var number in container.ItemNumbers.Distinct().Where(number => number < 1 || number > form.Items.Length).Take(DeclarationForm.MaxItems))
        {
            report.Add($"{at}item_numbers", "CONTAINER_ITEM_UNKNOWN", $"The form has no line {number}.", "集装箱对应的商品项号不存在。", "Name lines of the form.");
        }
    }

    private static void EveryLineIsInOne(DeclarationForm form, FormReport report)
    {
        var packed = form.Containers.SelectMany(container => container.ItemNumbers).ToHashSet();
        for (var index = 0; index < form.Items.Length && form.Items.Length <= DeclarationForm.MaxItems; index++)
        {
            if (!packed.Contains(index + 1))
            {
                report.Add($"items[{index}].number", "ITEM_IN_NO_CONTAINER", $"Line {index + 1} is in none of the containers.", "商品项未对应任何集装箱。", "Add the line to the container that holds it.");
            }
        }
    }

    /// <summary>A is 10, and so on without the multiples of 11.</summary>
    private static int ValueOf(char sign) => sign switch
    {
        >= '0' and <= '9' => sign - '0',
        'A' => 10,
        >= 'B' and <= 'K' => sign - 'B' + 12,
        >= 'L' and <= 'U' => sign - 'L' + 23,
        >= 'V' and <= 'Z' => sign - 'V' + 34,
        _ => throw new ArgumentException($"'{sign}' is not a sign of a container number.", nameof(sign)),
    };

    [GeneratedRegex(@"^[A-Z]{3}[UJZ][0-9]{7}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberShape();
}
