using System.Collections.Immutable;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.DecMessages;
using Clearance.Declarations.Documents;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Domain.Form;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Net.Http.Headers;
using Lifecycle = Clearance.Declarations.Domain;
using Wire = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Grpc;

/// <summary>Declarations by gRPC and REST: reads the request, sends it, writes the answer.</summary>
internal sealed class DeclarationEndpoint(
    DeclarationDesk desk,
    IReader<DeclarationsDefinition> reader,
    DocumentStore documents,
    DocumentScanner scanner,
    DocumentReading reading,
    FormScreen screen,
    BatchLodging batch)
    : DeclarationService.DeclarationServiceBase
{
    private const int LongestFileName = 64;

    public override Task<Wire.Declaration> CreateDeclaration(CreateDeclarationRequest request, ServerCallContext context)
    {
        var (form, malformed) = FormReader.Read(request.Declaration);
        return desk.SaveAsync(form, screen.Saving(form, malformed), context.Command(request), DeclarationWriter.Write, context.CancellationToken);
    }

    public override async Task<Wire.Declaration> LodgeDeclaration(LodgeDeclarationRequest request, ServerCallContext context)
    {
        var (form, malformed) = FormReader.Read(request.Declaration);
        var findings = await screen.DeclaringAsync(form, malformed, context);
        var command = context.Command(request);
        return request.ValidateOnly
            ? DeclarationWriter.WriteUnnamed(await desk.RehearseAsync(form, findings, command, context.CancellationToken))
            : await desk.LodgeAsync(form, findings, command, DeclarationWriter.Write, context.CancellationToken);
    }

    public override async Task<Wire.Declaration> GetDeclaration(GetDeclarationRequest request, ServerCallContext context) =>
        DeclarationWriter.Write((await FindAsync(request.Name, context)).State);

    public override async Task<ListDeclarationsResponse> ListDeclarations(ListDeclarationsRequest request, ServerCallContext context)
    {
        var query = new ListQuery(request.PageSize, request.PageToken) { Filters = FiltersOf(request, context.Actor()) };
        var page = await reader.ListAsync(DeclarationsTables.Declarations, query, context.CancellationToken);
        return new ListDeclarationsResponse
        {
            Declarations = { page.Rows.Select(row => DeclarationWriter.Write(row.State)) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override Task<Wire.Declaration> UpdateDeclaration(UpdateDeclarationRequest request, ServerCallContext context)
    {
        var wire = request.Declaration ?? new Wire.Declaration();
        var (form, malformed) = FormReader.Read(wire);
        var update = new Lifecycle.UpdateDeclaration(form, [.. UpdatePaths.Of(wire, request.UpdateMask)], screen.Saving(form, malformed), wire.Etag);
        return desk.SendAsync(Names.DeclarationKey(wire.Name), update, context.Command(request), DeclarationWriter.Write, context.CancellationToken);
    }

    public override async Task<Wire.Declaration> SubmitDeclaration(SubmitDeclarationRequest request, ServerCallContext context)
    {
        var (key, command, draft) = (Names.DeclarationKey(request.Name), context.Command(request), (await FindAsync(request.Name, context)).State);
        var findings = await screen.DeclaringAsync(draft.Form, [], context);
        var submission = new Lifecycle.SubmitDeclaration { Malformed = findings.Violations, Warnings = DeclarationDesk.Given(findings.Warnings), Judged = draft.SaveTime };
        if (!request.ValidateOnly)
        {
            return await desk.SendAsync(key, submission, command, DeclarationWriter.Write, context.CancellationToken);
        }

        return DeclarationWriter.Write(await desk.RehearseAsync(draft, submission, draft.Form, command, context.CancellationToken));
    }

    public override Task<Wire.Declaration> WithdrawDeclaration(WithdrawDeclarationRequest request, ServerCallContext context) =>
        SendAsync(request.Name, new Lifecycle.WithdrawDeclaration(request.Reason.Trim()), request, context);

    public override Task<BatchLodgeDeclarationsResponse> BatchLodgeDeclarations(BatchLodgeDeclarationsRequest request, ServerCallContext context) =>
        batch.LodgeAsync(request, context);

    public override async Task<Wire.Declaration> AmendDeclaration(AmendDeclarationRequest request, ServerCallContext context)
    {
        var (key, command, wire) = (Names.DeclarationKey(request.Name), context.Command(request), request.Declaration ?? new Wire.Declaration());
        var (given, unreadable) = FormReader.Read(wire);
        var declaration = (await FindAsync(request.Name, context)).State;
        var paths = UpdatePaths.Of(wire, request.UpdateMask).ToImmutableArray();
        var amended = FormPatch.Apply(declaration.Form, given, paths.Where(FormPatch.Paths.Contains));
        var findings = await screen.DeclaringAsync(amended, unreadable, context);
        return await desk.SendAsync(
            key,
            new Lifecycle.AmendDeclaration(given, paths, request.Reason.Trim(), wire.Etag) { Judged = declaration.Version, Malformed = findings.Violations },
            command,
            DeclarationWriter.Write,
            context.CancellationToken);
    }

    public override async Task<Wire.Declaration> CompleteDeclaration(CompleteDeclarationRequest request, ServerCallContext context)
    {
        var (key, command, wire) = (Names.DeclarationKey(request.Name), context.Command(request), request.Declaration ?? new Wire.Declaration());
        var (given, unreadable) = FormReader.Read(wire);
        var summary = (await FindAsync(request.Name, context)).State;
        var paths = UpdatePaths.Of(wire, request.UpdateMask).ToImmutableArray();
        var whole = FormPatch.Apply(summary.Form, given, paths.Where(FormPatch.Paths.Contains)) with { Summary = null };
        var findings = await screen.DeclaringAsync(whole, unreadable, context);
        var completion = new Lifecycle.CompleteDeclaration(given, paths, wire.Etag)
        {
            Judged = summary.Version, Malformed = findings.Violations, Warnings = DeclarationDesk.Given(findings.Warnings),
        };
        return request.ValidateOnly
            ? DeclarationWriter.Write(await desk.RehearseAsync(summary, completion, whole, command, context.CancellationToken))
            : await desk.SendAsync(key, completion, command, DeclarationWriter.Write, context.CancellationToken);
    }

    public override Task<Wire.Declaration> ApproveAmendment(ApproveAmendmentRequest request, ServerCallContext context) =>
        SendAsync(request.Name, new Lifecycle.ApproveAmendment(request.Reason.Trim()) { Offices = OfficesOf(context) }, request, context);

    public override Task<Wire.Declaration> RefuseAmendment(RefuseAmendmentRequest request, ServerCallContext context) =>
        SendAsync(request.Name, new Lifecycle.RefuseAmendment(request.Reason.Trim()) { Offices = OfficesOf(context) }, request, context);

    public override Task<Wire.Declaration> ReturnDeclaration(ReturnDeclarationRequest request, ServerCallContext context) =>
        SendAsync(request.Name, new Lifecycle.ReturnDeclaration(request.Reason.Trim()) { Offices = OfficesOf(context) }, request, context);

    public override Task<Wire.Declaration> RejectDeclaration(RejectDeclarationRequest request, ServerCallContext context) =>
        SendAsync(request.Name, new Lifecycle.RejectDeclaration(request.Reason.Trim()) { Offices = OfficesOf(context) }, request, context);

    public override async Task<ListDeclarationVersionsResponse> ListDeclarationVersions(ListDeclarationVersionsRequest request, ServerCallContext context) =>
        new() { Versions = { VersionWriter.Versions((await FindAsync(request.Parent, context)).State) } };

    public override async Task<ImportDecMessageResponse> ImportDecMessage(ImportDecMessageRequest request, ServerCallContext context)
    {
        var import = DecMessageImport.Read(request.Message?.Data.Memory ?? default);
        var command = context.Command(request);
        if (import.IsDraft && !request.ValidateOnly)
        {
            var malformed = screen.Saving(import.Form, import.Malformed);
            return await desk.SaveAsync(import.Form, malformed, command, saved => Answer(DeclarationWriter.Write(saved)), context.CancellationToken, import.Rest);
        }

        var findings = await screen.DeclaringAsync(import.Form, import.Malformed, context);
        return request.ValidateOnly
            ? Answer(DeclarationWriter.WriteUnnamed(await desk.RehearseAsync(import.Form, findings, command, context.CancellationToken)))
            : await desk.LodgeAsync(import.Form, findings, command, lodged => Answer(DeclarationWriter.Write(lodged)), context.CancellationToken, import.Rest);

        ImportDecMessageResponse Answer(Wire.Declaration declaration) => new() { Declaration = declaration, Warnings = { import.Warnings } };
    }

    public override async Task<ListTimelineResponse> ListTimeline(ListTimelineRequest request, ServerCallContext context) =>
        new() { Entries = { (await FindAsync(request.Parent, context)).State.Timeline.Select(DeclarationWriter.Entry) } };

    public override async Task WatchDeclaration(WatchDeclarationRequest request, IServerStreamWriter<Wire.Declaration> responseStream, ServerCallContext context)
    {
        var actor = context.Actor();
        var key = (await FindAsync(request.Name, context)).Key;
        await foreach (var version in reader.WatchAsync(DeclarationsTables.Declarations, key, context.CancellationToken))
        {
            // A draft may pass to another declarant: then the stream ends for the first.
            if (!version.State.IsVisibleTo(actor))
            {
                return;
            }

            var declaration = DeclarationWriter.Write(version.State);
            if (declaration.Etag != request.Etag)
            {
                await responseStream.WriteAsync(declaration, context.CancellationToken);
            }
        }
    }

    public override async Task<ListDocumentsResponse> ListDocuments(ListDocumentsRequest request, ServerCallContext context)
    {
        var declaration = (await FindAsync(request.Parent, context)).State;
        return new ListDocumentsResponse { Documents = { declaration.Documents.Select(slot => DeclarationWriter.Slot(declaration, slot)) } };
    }

    public override async Task<Document> UploadDocument(UploadDocumentRequest request, ServerCallContext context)
    {
        var ((key, kind), command) = (Names.Document(request.Name), context.Command(request));
        var file = FileContent.Of(request.File?.Data.Memory ?? default);
        var attach = new Lifecycle.AttachDocument(kind, FileNameOf(request, file), file.MediaType, file.Bytes.Length, file.Sha256);

        // Whatever the engine will say: a file that no scanner has passed is never stored.
        await scanner.PassAsync(file, context.CancellationToken);

        // The file is there before the slot says so. What will be refused is not kept; only the engine can tell a repeat of an
        // earlier upload from that, so it is asked in any case.
        var stored = await desk.WouldAcceptAsync(key, attach, command, context.CancellationToken);
        if (stored)
        {
            await documents.StoreAsync(file, context.CancellationToken);
        }

        var document = await desk.SendAsync(
            key,
            attach,
            command,
            declaration => DeclarationWriter.Slot(declaration, declaration.Documents.First(slot => slot.Kind == kind)),
            context.CancellationToken);
        if (!stored)
        {
            await documents.StoreAsync(file, CancellationToken.None);
        }

        return document;
    }

    public override Task<Document> RequestDocument(RequestDocumentRequest request, ServerCallContext context)
    {
        var (key, kind) = Names.Document(request.Name);
        return AskAsync(key, kind, new Lifecycle.RequestDocument(kind, request.Reason.Trim(), request.DueDate.ToKernel()) { Offices = OfficesOf(context) }, request, context);
    }

    public override Task<Document> ConfirmDocument(ConfirmDocumentRequest request, ServerCallContext context)
    {
        var (key, kind) = Names.Document(request.Name);
        return AskAsync(key, kind, new Lifecycle.ConfirmDocument(kind) { Offices = OfficesOf(context) }, request, context);
    }

    private Task<Document> AskAsync(string key, DocumentKind kind, Lifecycle.OfficerMessage message, IMessage request, ServerCallContext context) => desk.SendAsync(
        key, message, context.Command(request), declaration => DeclarationWriter.Slot(declaration, declaration.Documents.First(slot => slot.Kind == kind)), context.CancellationToken);

    public override async Task<HttpBody> DownloadDocument(DownloadDocumentRequest request, ServerCallContext context)
    {
        var (key, kind) = Names.Document(request.Name);
        var declaration = (await desk.FindAsync(key, context.Actor(), context.CancellationToken)).State;
        var file = DocumentReading.FileIn(declaration, kind);
        var bytes = await reading.ReadAsync(file, context.CancellationToken);

        // A browser saves it under the firm's name and never opens it as a page of ours: XML can carry script.
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.FileName);
        var headers = context.GetHttpContext().Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        return new HttpBody { ContentType = file.MediaType, Data = UnsafeByteOperations.UnsafeWrap(bytes) };
    }

    private static string FileNameOf(UploadDocumentRequest request, FileContent file)
    {
        var name = request.FileName.Trim();
        return name.Length <= LongestFileName && !name.Any(char.IsControl)
            ? name.Length > 0 ? name : $"{file.Sha256[..12]}.{file.Extension}"
            : throw new RefusedException(Refusal.Invalid(
                "FIELDS_INVALID",
                "The file name cannot be kept.",
                new Violation("file_name", "FILE_NAME_MALFORMED", $"A file name has at most {LongestFileName} signs on one line.", "Shorten it.") { TextZh = "文件名不得超过64个字符。" }));
    }

    private static List<Filter> FiltersOf(ListDeclarationsRequest request, Actor actor)
    {
        var filters = new List<Filter>();
        if (actor.Role == Roles.Declarant)
        {
            filters.Add(Filter.Either("enterprise", "declarant", actor.Enterprise ?? string.Empty));
        }

        if (request.Enterprise.Length > 0)
        {
            filters.Add(Filter.Either("enterprise", "declarant", request.Enterprise));
        }

        if (request.State != Wire.Declaration.Types.State.Unspecified)
        {
            filters.Add(Filter.Is("status", request.State.ToString()));
        }

        if (request.Direction != Wire.Direction.Unspecified)
        {
            filters.Add(Filter.Is("direction", request.Direction.ToString()));
        }

        foreach (var (column, value) in new[]
        {
            ("customs_office", request.CustomsOffice),
            ("declaration_number", request.DeclarationNumber),
            ("unified_number", request.UnifiedNumber),
            ("bill_of_lading", request.BillOfLading),
            ("client_reference", request.ClientReference),
        })
        {
            if (value.Length > 0)
            {
                filters.Add(Filter.Is(column, value));
            }
        }

        return filters;
    }

    private static ImmutableArray<string>? OfficesOf(ServerCallContext context) => context.Offices() is { Count: > 0 } offices ? [.. offices] : null;

    private Task<Wire.Declaration> SendAsync(string name, Lifecycle.DeclarationMessage message, IMessage request, ServerCallContext context) =>
        desk.SendAsync(Names.DeclarationKey(name), message, context.Command(request), DeclarationWriter.Write, context.CancellationToken);

    private Task<Versioned<Lifecycle.Declaration>> FindAsync(string name, ServerCallContext context) =>
        desk.FindAsync(Names.DeclarationKey(name), context.Actor(), context.CancellationToken);
}
