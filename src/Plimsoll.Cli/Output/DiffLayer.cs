namespace Plimsoll.Cli.Output;

/// <summary>A layer of one of two images, or of both.</summary>
/// <param name="Change">same, added, removed, or recompressed where the content is the same.</param>
/// <param name="Digest">The digest in the second image, else in the first.</param>
/// <param name="SizeBefore">Its bytes in the first image.</param>
/// <param name="SizeAfter">Its bytes in the second image.</param>
/// <param name="CreatedBy">The command that made it.</param>
internal sealed record DiffLayer(string Change, string Digest, long SizeBefore, long SizeAfter, string? CreatedBy);
