using System.Globalization;
using Clearance.Declarations.Domain.Notifications;
using Clearance.Engine;

namespace Clearance.Declarations.Receipts;

/// <summary>
/// The folder of one firm: every receipt that its log brings becomes a file there, in the order of the log. How far it has come stands beside
/// them, written after the files: whatever stops it, it goes on where it was, and what it writes again has the same name.
/// </summary>
internal sealed class ReceiptFolder : IDisposable
{
    private const int NotesAtOnce = 100;
    private readonly string _folder;
    private readonly string _uscc;
    private readonly FileStream _lock;

    private ReceiptFolder(string folder, string uscc, FileStream held) => (_folder, _uscc, _lock) = (folder, uscc, held);

    /// <summary>Takes a folder for this process; null while another replica has it.</summary>
    public static ReceiptFolder? TryOpen(string folder)
    {
        try
        {
            return new ReceiptFolder(folder, Path.GetFileName(folder), new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Writes what the log has beyond the last time.</summary>
    /// <returns>How many notifications it has taken up.</returns>
    public async Task<int> DropAsync(IReader<DeclarationsDefinition> reader, CancellationToken cancellationToken)
    {
        var notes = await reader.NotesAsync(Notification.LogOf(_uscc), Position, NotesAtOnce, cancellationToken);
        foreach (var note in notes)
        {
            if (await reader.FindAsync(DeclarationsTables.Declarations, note.Key, cancellationToken) is { State: var declaration })
            {
                var told = Notification.Of(note.Json.Span);
                if (told.Kind == NotificationKind.Accepted)
                {
                    Write(ReceiptWriter.Taken(declaration).FileName, ReceiptWriter.Taken(declaration).Content);
                }

                foreach (var receipt in Domain.Receipts.Receipts.Of(told, declaration).Select(receipt => ReceiptWriter.Write(declaration, receipt)))
                {
                    Write(receipt.FileName, receipt.Content);
                }
            }

            Position = note.Position;
        }

        return notes.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>A file that is there is whole: it is written under another name and takes its own at once.</summary>
    private void Write(string name, string content)
    {
        var hidden = Path.Combine(_folder, $".{name}");
        File.WriteAllText(hidden, content);
        File.Move(hidden, Path.Combine(_folder, name), overwrite: true);
    }

    private NotePosition Position
    {
        get
        {
            var file = Path.Combine(_folder, ".position");
            return File.Exists(file) && File.ReadAllText(file).Split('-') is [var batch, var sequence]
                && long.TryParse(batch, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
                ? new NotePosition(first, second)
                : default;
        }

        set => Write(".position", string.Create(CultureInfo.InvariantCulture, $"{value.Batch}-{value.Sequence}"));
    }
}
