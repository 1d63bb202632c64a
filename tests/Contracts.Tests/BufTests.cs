using System.Diagnostics;
using System.Reflection;

namespace Clearance.Contracts.Tests;

/// <summary>buf lint and buf breaking (npm @bufbuild/buf), on a copy of the protos beside google's. Skipped by name where there is no Node.</summary>
public sealed class BufTests
{
    private const string Buf = "@bufbuild/buf@1.75.0";

    [Fact]
    public void Buf_lint_finds_nothing()
    {
        using var workspace = Workspace.Of(Protos);
        Assert.Equal((0, string.Empty), workspace.Run("lint"));
    }

    [Fact]
    public void Buf_lint_can_fail()
    {
        using var workspace = Workspace.Of(Protos);
        workspace.Edit("clearance/operations/v1/dead_letter_service.proto", "// Gives the event up for good", "// \n  // ");
        workspace.Edit("clearance/operations/v1/dead_letter_service.proto", "string event_type = 2", "string EventType = 2");
        Assert.NotEqual(0, workspace.Run("lint").ExitCode);
    }

    [Fact]
    public void Nothing_breaks_against_what_stood_before()
    {
        using var workspace = Workspace.Of(Protos);
        using var before = Workspace.OfBaseline();
        Assert.Equal((0, string.Empty), workspace.Run("breaking", "--against", before.Folder));
    }

    [Fact]
    public void Renaming_a_field_of_an_event_breaks()
    {
        using var before = Workspace.Of(Protos);
        using var after = Workspace.Of(Protos);
        after.Edit("clearance/payment/events/v1/payment_events.proto", "string tax_bill = 3;", "string bill = 3;");
        Assert.Contains("tax_bill", after.Run("breaking", "--against", before.Folder).Output, StringComparison.Ordinal);
    }

    private static string Protos => Path.Combine(Contract.Root, "protos");

    private sealed class Workspace : IDisposable
    {
        private static readonly string s_google = typeof(BufTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "CommonProtos").Value!;

        private Workspace()
        {
            Assert.SkipUnless(OnPath("npx"), "buf needs Node (npx) on the PATH; install Node 20 or later to check the protos.");
            Folder = Directory.CreateTempSubdirectory("clearance-protos-").FullName;
            Copy(s_google, Path.Combine(Folder, "third_party"));
        }

        internal string Folder { get; }

        internal static Workspace Of(string protos)
        {
            var workspace = new Workspace();
            Copy(Path.Combine(protos, "clearance"), Path.Combine(workspace.Folder, "clearance"));
            File.Copy(Path.Combine(protos, "buf.yaml"), Path.Combine(workspace.Folder, "buf.yaml"));
            return workspace;
        }

        // The newest release, or the commit before this one: a fresh clone compared with itself could never fail.
        internal static Workspace OfBaseline()
        {
            using var archive = new TempFolder();
            var (exit, output) = Start(
                "bash", Contract.Root, "-o", "pipefail", "-c", $"git archive $(git describe --tags --abbrev=0 HEAD^ 2> /dev/null || echo HEAD^) protos | tar -x -C '{archive.Path}'");
            Assert.SkipUnless(exit == 0, $"There is no earlier commit to compare with: {output}");
            return Of(Path.Combine(archive.Path, "protos"));
        }

        internal void Edit(string file, string old, string replacement)
        {
            var path = Path.Combine(Folder, file);
            var text = File.ReadAllText(path);
            Assert.Contains(old, text, StringComparison.Ordinal);
            File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
        }

        internal (int ExitCode, string Output) Run(params string[] arguments) => Start("npx", Folder, ["--yes", Buf, .. arguments]);

        public void Dispose() => Directory.Delete(Folder, recursive: true);

        private static (int ExitCode, string Output) Start(string program, string folder, params string[] arguments)
        {
            var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["npm_config_update_notifier"] = "false";
            start.Environment["npm_config_loglevel"] = "error";
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, process.ExitCode == 0 ? output : output + error.GetAwaiter().GetResult());
        }

        private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

        private static void Copy(string from, string to)
        {
            foreach (var file in Directory.EnumerateFiles(from, "*.proto", SearchOption.AllDirectories))
            {
                var target = Path.Combine(to, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }

    private sealed class TempFolder : IDisposable
    {
        internal string Path { get; } = Directory.CreateTempSubdirectory("clearance-commit-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
