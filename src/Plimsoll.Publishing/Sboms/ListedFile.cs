namespace Plimsoll.Publishing.Sboms;

/// <summary>A file of an image.</summary>
/// <param name="Name">Its path from the root, without a slash before it.</param>
/// <param name="Sha1">Its SHA-1 in hexadecimal, which SPDX 2 demands.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
internal sealed record ListedFile(string Name, string Sha1, string Sha256);
