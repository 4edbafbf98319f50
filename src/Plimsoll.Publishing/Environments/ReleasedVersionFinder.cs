using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>
/// Finds the version that an image was released as: what its tag that never moves says, or the receipt of its publication. Its
/// labels say what a build left there, such as the 1.0.0 of every .NET project.
/// </summary>
/// <param name="repository">Where the image is.</param>
/// <param name="rules">The rules that its tags were derived by.</param>
/// <param name="policy">Which tags move.</param>
/// <param name="directory">The directory whose receipts are read.</param>
internal sealed class ReleasedVersionFinder(IImageRepository repository, TagRules rules, ImagePolicy policy, string directory)
{
    private readonly FloatingTagFinder _tags = new(repository, rules, policy);

    /// <summary>The version, normalised where it is a semantic one; <c>null</c> where the image was not released.</summary>
    /// <param name="image">The image.</param>
    /// <param name="asked">The tag that it was asked for by, which names it; or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<string?> FindAsync(Digest image, string? asked, CancellationToken cancellationToken)
    {
        if (asked is not null && _tags.VersionIn(asked) is { } version)
            return version.ToNormalizedString();

        // A version of another scheme, such as 1.2.0rc1 or 2026.05.0.
        if (asked is not null && asked.Count(letter => letter == '.') >= 2 && TagClassifier.Classify(asked) == Mutability.Immutable)
            return asked;

        var published = ReceiptFolder.Read(ReceiptFile.FolderIn(directory)).Receipts
            .Select(recorded => recorded.Receipt)
            .FirstOrDefault(receipt => receipt.Kind == ReceiptKind.Publish && receipt.Digest == image && receipt.Version is not null);
        return published?.Version ?? (await _tags.FindVersionAsync(image, cancellationToken))?.ToNormalizedString();
    }
}
