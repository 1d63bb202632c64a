using System.Xml.Linq;
using Clearance.Declarations.DecMessages;

namespace Clearance.Declarations.Tests;

/// <summary>Changes a message as other software might have written it, without changing its form: the same seed makes the same changes.</summary>
internal sealed class MessageSpoiler(int seed)
{
    private readonly Random _dice = new(seed);

    public XDocument Spoil(XDocument message)
    {
        var root = message.Root!;
        for (var changes = _dice.Next(1, 20); changes > 0; changes--)
        {
            var elements = root.DescendantsAndSelf().ToArray();
            Change(root, elements[_dice.Next(elements.Length)]);
        }

        return message;
    }

    private void Change(XElement root, XElement element)
    {
        switch (_dice.Next(9))
        {
            case 0 when element.HasElements:
                Insert(element, new XElement(element.Name.Namespace + $"X{_dice.Next(1_000_000)}", "生 僻 𠮷 <&>\r\n"));
                break;
            case 1 when element.HasElements:
                Insert(element, new XElement(XName.Get($"Own{_dice.Next(1_000_000)}", "urn:example"), new XAttribute("a", "1"), new XElement(XName.Get("Inner", "urn:example"), " ")));
                break;
            case 2:
                element.SetAttributeValue($"a{_dice.Next(9)}", "\"<新>");
                break;
            case 3 when element.Parent is { } parent && !DecLimits.MayRepeat(element.Name.LocalName):
                element.Remove();
                Insert(parent, element);
                break;
            case 4 when !element.HasElements && element.Name.LocalName is "GQty" or "GrossWet" or "FirstQty" or "DeclPrice":
                element.Value = $" 0{element.Value}{(element.Value.Contains('.', StringComparison.Ordinal) ? "0" : ".00")} ";
                break;
            case 5 when root.Element(element.Name.Namespace + "DecHead") is { } head:
                var left = DecLayout.Of("DecHead")!.Where(name => head.Element(head.Name.Namespace + name) is null && name is not ("DeclTrnRel" or "IEFlag")).ToArray();
                Insert(head, new XElement(head.Name.Namespace + left[_dice.Next(left.Length)], _dice.Next(2) == 0 ? null : " "));
                break;
            case 6 when root.Element(root.Name.Namespace + "SddTax") is null:
                Insert(root, new XElement(root.Name.Namespace + "SddTax", new XElement(root.Name.Namespace + "GrossWt", "1.50")));
                break;
            case 7:
                root.Add(new XElement(root.Name.Namespace + "EcoRelation", new XElement(root.Name.Namespace + "CertType", "Y"), new XElement(root.Name.Namespace + "EcoCertNo", "<14>C1")));
                break;
            case 8 when !element.HasElements && element.Value.Trim() == element.Value && element.Value.Length > 1 && element.Name.LocalName is not ("Type" or "PromiseItmes" or "SpecDeclFlag"):
                element.Value = $"\n  {element.Value}\t";
                break;
            default:
                break;
        }
    }

    private void Insert(XElement parent, XElement child)
    {
        var children = parent.Elements().ToArray();
        if (children.Length == 0)
        {
            parent.Add(child);
        }
        else if (_dice.Next(2) == 0)
        {
            children[_dice.Next(children.Length)].AddBeforeSelf(child);
        }
        else
        {
            children[_dice.Next(children.Length)].AddAfterSelf(child);
        }
    }
}
