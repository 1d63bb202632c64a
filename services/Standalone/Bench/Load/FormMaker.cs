using System.Globalization;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Rules;
using Date = Google.Type.Date;
using Decimal = Google.Type.Decimal;
using Money = Google.Type.Money;

namespace Clearance.Standalone.Bench.Load;

/// <summary>Writes the forms: by sea in containers, or by air, as the sample declarations have them.</summary>
internal static class FormMaker
{
    private const string District = "21024";
    private const int LinesOfAContainer = 15;

    /// <summary>The form of a trip.</summary>
    public static Declaration Write(Trip trip)
    {
        var byAir = trip.Road is TripRoad.Replenish;
        var (country, port) = Goods.Origins[trip.Dice.Next(Goods.Origins.Count)];
        var form = new Declaration
        {
            Direction = Direction.Import,
            CustomsOffice = byAir ? "0902" : trip.Dice.Next(3) == 0 ? "0908" : "0906",
            EntryOffice = byAir ? "0902" : "0908",
            Trader = PartyOf(trip.Trader),
            Owner = PartyOf(trip.Trader),
            Declarant = PartyOf(trip.Declarant),
            OverseasParty = new OverseasParty { Code = "NO", Name = "EXAMPLE EXPORT CO., LTD." },
            Transport = byAir
                ? new Transport { Mode = "5", Name = "EX8301", BillOfLading = trip.Bill }
                : new Transport { Mode = "2", Name = "EXAMPLE HORIZON", Voyage = "018W", BillOfLading = trip.Bill },
            ClientReference = $"BENCH{trip.Number:D9}",
            SupervisionMode = "0110",
            LevyNature = "101",
            ContractNumber = string.Create(CultureInfo.InvariantCulture, $"EX-{trip.Number}"),
            TradeCountry = country,
            TradingCountry = country,
            TransitPort = port,
            DeparturePort = port,
            EntryPort = byAir ? "210401" : "210201",
            StoragePlace = byAir ? "ZHOUSHUIZI AIRPORT SHED" : "DAYAOWAN CT YARD",
            Terms = "1",
            PackageCount = 1 + trip.Dice.Next(60),
            PackageKind = "22",
            FormKind = "M",
            Marks = "N/M",
            Promises = new Promises { SpecialRelationship = Promises.Types.Answer.No, PriceInfluenced = Promises.Types.Answer.No, RoyaltyPaid = Promises.Types.Answer.No },
            DepartureDate = new Date { Year = 2018, Month = 10, Day = 15 },
            DeclarantPerson = "示例",
        };
        AddItems(form, trip, country);
        if (!byAir)
        {
            AddContainers(form, trip);
        }

        AddPapers(form, trip);
        return form;
    }

    private static Party PartyOf(Firm firm) => new() { Uscc = firm.Uscc, CustomsCode = firm.CustomsCode, Name = "示例企业有限公司" };

    private static void AddItems(Declaration form, Trip trip, string country)
    {
        var net = 0m;
        for (var number = 1; number <= trip.Lines; number++)
        {
            var goods = Goods.All[trip.Dice.Next(Goods.All.Count)];

            // Never so little that the tax stays below the 50 CNY under which none is levied: then no bill would come to be paid.
            decimal quantity = (goods.Most / 10) + trip.Dice.Next(goods.Most);
            var weight = quantity * goods.Kilograms;
            net += weight;
            var item = new GoodsItem
            {
                Number = number,
                CommodityCode = goods.Code,
                GoodsName = goods.Name,
                Model = goods.Model,
                Quantity = Number(quantity),
                Unit = goods.Unit,
                UnitPrice = Number(goods.Price),
                TotalPrice = Amount(quantity * goods.Price, "USD"),
                FirstQuantity = Number(quantity),
                FirstUnit = goods.Unit,
                OriginCountry = country,
                DestinationCountry = "CHN",
                LevyMode = "1",
                District = District,
                Division = "210213",
            };
            if (goods.Unit != Goods.Kilogram)
            {
                item.SecondQuantity = Number(weight);
                item.SecondUnit = Goods.Kilogram;
            }

            form.Items.Add(item);
        }

        net = Math.Max(1m, net);
        form.NetWeight = Number(net);
        form.GrossWeight = Number(decimal.Ceiling(net * 1.06m));
    }

    private static void AddContainers(Declaration form, Trip trip)
    {
        foreach (var lines in form.Items.Chunk(LinesOfAContainer))
        {
            var signs = $"EXMU{((trip.Number * 4) + form.Containers.Count) % 1_000_000:D6}";
            form.Containers.Add(new Container
            {
                Number = signs + ContainerRules.CheckDigit(signs),
                Specification = "11",
                TareWeight = Number(3800),
                ItemNumbers = { lines.Select(line => line.Number) },
            });
        }
    }

    private static void AddPapers(Declaration form, Trip trip)
    {
        (string Category, string File)[] papers = [("00000004", "contract"), ("00000001", "invoice"), ("00000002", "packing-list"), ("00000003", "bill-of-lading")];
        foreach (var (category, file) in papers.Where(paper => trip.Road is not TripRoad.Replenish || paper.File != "invoice"))
        {
            form.Attachments.Add(new Attachment { Category = category, Reference = $"{form.CustomsOffice}{category}IM2018{trip.Number:D13}.pdf", FileName = $"{file}.pdf" });
        }

        if (trip.Road is TripRoad.Consolidated or TripRoad.Replenish)
        {
            form.Security = new Security { Guarantee = trip.Trader.Guarantee, Purposes = { Security.Types.Purpose.Tax } };
        }

        if (trip.Road is TripRoad.Replenish)
        {
            form.Security.Purposes.Add(Security.Types.Purpose.Documents);
        }
    }

    private static Decimal Number(decimal value) => new() { Value = value.ToString("0.#####", CultureInfo.InvariantCulture) };

    private static Money Amount(decimal value, string currency) =>
        new() { CurrencyCode = currency, Units = (long)decimal.Truncate(value), Nanos = (int)((value - decimal.Truncate(value)) * 1_000_000_000m) };
}
