using Plimsoll.Oci;

namespace Plimsoll.Publishing.Receipts;

/// <summary>An image of a run that was not published, where the run went on without it.</summary>
/// <param name="Image">What the run calls it.</param>
/// <param name="ExitCode">The exit code that the failure has by itself.</param>
/// <param name="Message">What went wrong.</param>
public sealed record RunFailure(string Image, int ExitCode, string Message)
{
    /// <summary>Throws as the first failure would have, once the others are done.</summary>
    /// <param name="failures">The failures; none for nothing to throw.</param>
    /// <param name="count">How many images there are in all.</param>
    /// <param name="what">What could not be done, as a participle: <c>published</c>.</param>
    public static void ThrowIfAny(IReadOnlyList<RunFailure> failures, int count, string what)
    {
        if (failures.Count > 0)
            throw ToException(failures, count, what);
    }

    internal static PlimsollException ToException(IReadOnlyList<RunFailure> failures, int count, string what) => new(
        ExitCodes.ToKind((ExitCode)failures[0].ExitCode),
        $"{failures.Count} of {count} images could not be {what}:\n{string.Join('\n', failures.Select(failure => $"  {failure.Image}: {failure.Message}"))}");

    internal static RunFailure FromException(string image, Exception exception) =>
        new(image, (int)(exception is OperationCanceledException ? Publishing.ExitCode.Interrupted : ExitCodes.FromException(exception)), exception.Message);
}
