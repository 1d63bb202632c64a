namespace Clearance.Declarations.Domain.Form;

/// <summary>How to read and write the text fields of the small records that repeat on a form.</summary>
public static class RowFields
{
    private static readonly FieldTable<LicenceDocument> s_licence = new("licences");
    private static readonly FieldTable<Attachment> s_attachment = new("attachments");
    private static readonly FieldTable<OtherPackage> s_package = new("other_packages");
    private static readonly FieldTable<Qualification> s_qualification = new("quarantine.qualifications");
    private static readonly FieldTable<UsingUnit> s_user = new("quarantine.users");
    private static readonly FieldTable<RequestedCertificate> s_certificate = new("quarantine.certificates");
    private static readonly FieldTable<Permit> s_permit = new("items.quarantine.permits");
    private static readonly FieldTable<Vehicle> s_vehicle = new("items.quarantine.permits.vehicles");

    /// <summary>Supervision certificates.</summary>
    public static IReadOnlyList<TextField<LicenceDocument>> Licences { get; } =
    [
        s_licence.Text("code", l => l.Code, (l, v) => l with { Code = v }),
        s_licence.Text("number", l => l.Number, (l, v) => l with { Number = v }),
    ];

    /// <summary>Documents by reference.</summary>
    public static IReadOnlyList<TextField<Attachment>> Attachments { get; } =
    [
        s_attachment.Text("category", a => a.Category, (a, v) => a with { Category = v }),
        s_attachment.Text("reference", a => a.Reference, (a, v) => a with { Reference = v }),
        s_attachment.Text("file_name", a => a.FileName, (a, v) => a with { FileName = v }),
        s_attachment.Text("format", a => a.Format ?? "", (a, v) => a with { Format = v }),
        s_attachment.Text("note", a => a.Note ?? "", (a, v) => a with { Note = v }),
        s_attachment.Text("owner_code", a => a.OwnerCode ?? "", (a, v) => a with { OwnerCode = v }),
        s_attachment.Text("owner_name", a => a.OwnerName ?? "", (a, v) => a with { OwnerName = v }),
        s_attachment.Text("signer", a => a.Signer ?? "", (a, v) => a with { Signer = v }),
        s_attachment.Text("signed_at", a => a.SignedAt ?? "", (a, v) => a with { SignedAt = v }),
        s_attachment.Text("size", a => a.Size ?? "", (a, v) => a with { Size = v }),
        s_attachment.Text("item_numbers", a => a.ItemNumbers ?? "", (a, v) => a with { ItemNumbers = v }),
    ];

    /// <summary>Packages of another kind.</summary>
    public static IReadOnlyList<TextField<OtherPackage>> OtherPackages { get; } = [s_package.Text("kind", p => p.Kind, (p, v) => p with { Kind = v })];

    /// <summary>Qualifications of the enterprise.</summary>
    public static IReadOnlyList<TextField<Qualification>> Qualifications { get; } =
    [
        s_qualification.Text("kind", q => q.Kind, (q, v) => q with { Kind = v }),
        s_qualification.Text("number", q => q.Number, (q, v) => q with { Number = v }),
    ];

    /// <summary>Contacts of using units.</summary>
    public static IReadOnlyList<TextField<UsingUnit>> Users { get; } =
    [
        s_user.Text("name", u => u.Name, (u, v) => u with { Name = v }),
        s_user.Text("telephone", u => u.Telephone, (u, v) => u with { Telephone = v }),
    ];

    /// <summary>Certificates asked for.</summary>
    public static IReadOnlyList<TextField<RequestedCertificate>> Certificates { get; } = [s_certificate.Text("code", c => c.Code, (c, v) => c with { Code = v })];

    /// <summary>Permits of a line.</summary>
    public static IReadOnlyList<TextField<Permit>> Permits { get; } =
    [
        s_permit.Text("kind", p => p.Kind, (p, v) => p with { Kind = v }),
        s_permit.Text("number", p => p.Number, (p, v) => p with { Number = v }),
        s_permit.Text("line", p => p.Line, (p, v) => p with { Line = v }),
        s_permit.Text("unit", p => p.Unit, (p, v) => p with { Unit = v }),
    ];

    /// <summary>The quantity of a permit.</summary>
    public static IReadOnlyList<NumberField<Permit>> PermitNumbers { get; } = [s_permit.Number("quantity", p => p.Quantity, (p, v) => p with { Quantity = v })];

    /// <summary>Vehicles of a permit.</summary>
    public static IReadOnlyList<TextField<Vehicle>> Vehicles { get; } =
    [
        s_vehicle.Text("vin", c => c.Vin, (c, v) => c with { Vin = v }),
        s_vehicle.Text("number", c => c.Number, (c, v) => c with { Number = v }),
        s_vehicle.Text("bill_day", c => c.BillDay, (c, v) => c with { BillDay = v }),
        s_vehicle.Text("warranty", c => c.Warranty, (c, v) => c with { Warranty = v }),
        s_vehicle.Text("engine", c => c.Engine, (c, v) => c with { Engine = v }),
        s_vehicle.Text("chassis", c => c.Chassis, (c, v) => c with { Chassis = v }),
        s_vehicle.Text("chinese_name", c => c.ChineseName, (c, v) => c with { ChineseName = v }),
        s_vehicle.Text("english_name", c => c.EnglishName, (c, v) => c with { EnglishName = v }),
        s_vehicle.Text("model", c => c.Model, (c, v) => c with { Model = v }),
        s_vehicle.Text("unit_price", c => c.UnitPrice, (c, v) => c with { UnitPrice = v }),
        s_vehicle.Text("invoice", c => c.Invoice, (c, v) => c with { Invoice = v }),
        s_vehicle.Text("invoiced_quantity", c => c.InvoicedQuantity, (c, v) => c with { InvoicedQuantity = v }),
    ];
}
