namespace Plimsoll.Publishing.Gates;

/// <summary>A command that decides whether an image is published (<c>gate:</c> in <c>plimsoll.yml</c>): a scanner, a test.</summary>
/// <param name="Run">
/// The program and its arguments in one line, which no shell reads. <c>{layout}</c> stands for a folder with the image as an OCI layout, <c>{archive}</c>
/// for a file with it as an oci-archive, <c>{digest}</c> for its digest, <c>{tags}</c> for its tags, separated by commas.
/// </param>
public sealed record ImageGate(string Run)
{
    /// <summary>The longest that a command may take unless something else is said: ten minutes.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    /// <summary>How long it may take. The default is <see cref="DefaultTimeout"/>.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>The file that it writes, absolute, whose digest is recorded; <c>null</c> (default) for none.</summary>
    public string? Report { get; init; }

    /// <summary>The folder that it runs in, absolute; <c>null</c> (default) for that of the request.</summary>
    public string? Directory { get; init; }
}
