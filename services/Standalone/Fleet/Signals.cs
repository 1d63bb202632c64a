using System.Runtime.InteropServices;

namespace Clearance.Standalone.Fleet;

/// <summary>Signals that .NET's own <see cref="System.Diagnostics.Process"/> cannot send (numbers of Linux; job control differs elsewhere).</summary>
internal static class Signals
{
    /// <summary>Asks to end in order.</summary>
    public const int Terminate = 15;

    /// <summary>Freezes the process where it is.</summary>
    public const int Stop = 19;

    /// <summary>Lets a frozen process go on.</summary>
    public const int Continue = 18;

    /// <summary>Sends a signal; a process that is gone already is no error.</summary>
    public static void Send(int process, int signal) => _ = Kill(process, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
