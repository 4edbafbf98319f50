
namespace Plimsoll.Publishing.Receipts;

/// <summary>An image of a run that was not published, where the run went on without it.</summary>
/// <param name="Image">What the run calls it.</param>
/// <param name="ExitCode">The exit code that the failure has by itself.</param>
/// <param name="Message">What went wrong.</param>
public sealed record RunFailure(string Image, int ExitCode, string Message)
{
    internal static RunFailure FromException(string image, Exception exception) =>
        new(image, (int)(exception is OperationCanceledException ? Publishing.ExitCode.Interrupted : ExitCodes.FromException(exception)), exception.Message);
}
