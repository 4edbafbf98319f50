namespace Plimsoll.Cli.Output;

/// <summary>An image that is compared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">The bytes of the layers of all its platforms.</param>
internal sealed record DiffImage(string Name, string Digest, long Size);
