namespace Clearance.Engine.Loop;

/// <summary>The places between the steps of a batch. A crash at any of them loses nothing and repeats nothing; a test sees to it.</summary>
internal enum Step
{
    /// <summary>Messages are taken from the channel; nothing is read yet.</summary>
    Taken,

    /// <summary>The transaction is open and what is touched is loaded.</summary>
    Loaded,

    /// <summary>All is decided in memory; nothing is written yet.</summary>
    Decided,

    /// <summary>Committed; nobody knows yet.</summary>
    Committed,

    /// <summary>Callers are answered and deliveries settled; the transport knows nothing yet.</summary>
    Answered,

    /// <summary>The transport has the events.</summary>
    Offered,
}

/// <summary>Thrown by a test where the process shall die: no handler of the loop takes it.</summary>
internal sealed class CrashException() : Exception("The process dies here.");
