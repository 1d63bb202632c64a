namespace Clearance.Standalone;

/// <summary>A folder that one process works on; the lock ends with the process, however it ends.</summary>
internal sealed class LockedFolder : IDisposable
{
    private readonly FileStream _lock;

    private LockedFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Takes a folder.</summary>
    /// <exception cref="IOException">It is not there, or another process has it.</exception>
    public static LockedFolder Open(string path) =>
        new(path, new FileStream(System.IO.Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>A folder in it, made when it is not there.</summary>
    public string In(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>Moves a file into a folder; one of the same name that is there already keeps its own.</summary>
    public void Move(FileInfo file, string folder)
    {
        var (into, number) = (System.IO.Path.Combine(In(folder), file.Name), 1);
        while (File.Exists(into))
        {
            into = System.IO.Path.Combine(In(folder), $"{System.IO.Path.GetFileNameWithoutExtension(file.Name)}-{++number}{file.Extension}");
        }

        File.Move(file.FullName, into);
    }

    /// <summary>A file that is there is whole: it is written under another name and takes its own at once.</summary>
    public static void Write(string folder, string name, string content)
    {
        var hidden = System.IO.Path.Combine(folder, $".{name}");
        File.WriteAllText(hidden, content);
        File.Move(hidden, System.IO.Path.Combine(folder, name), overwrite: true);
    }
}
