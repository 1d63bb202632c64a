using Clearance.Engine.Storage;
using Clearance.Kernel;
using Microsoft.EntityFrameworkCore.Storage;

namespace Clearance.Engine.Query;

/// <summary>Reads on behalf of a caller, who is told when the database is away.</summary>
internal static class Reading
{
    /// <summary>What a read gives.</summary>
    /// <exception cref="RefusedException">The database does not answer.</exception>
    public static async Task<T> AnswerAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is RetryLimitExceededException or StoreException { Failure: StoreFailure.Transient })
        {
            throw new RefusedException(StoreException.Unavailable);
        }
    }
}
