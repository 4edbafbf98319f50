using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Legacy;

/// <summary>What <c>cosign sign</c> signed before version 3: which image it is (containers' simple signing).</summary>
internal static class SimpleSigning
{
    /// <summary>The media type of the payload.</summary>
    public const string MediaType = "application/vnd.dev.cosign.simplesigning.v1+json";

    /// <summary>The largest payload that is read, in bytes.</summary>
    public const int MaximumSize = 1024 * 1024;

    private const string Type = "cosign container image signature";
    private const string What = "The signed payload";

    /// <summary>The payload for an image, always the same for the same image.</summary>
    /// <param name="name">The image's name without tag, for people: verifiers ignore it.</param>
    /// <param name="image">The image.</param>
    public static byte[] Create(ImageReference name, Digest image) =>
        Encoding.UTF8.GetBytes($$"""{"critical":{"identity":{"docker-reference":"{{name.Name}}"},"image":{"docker-manifest-digest":"{{image}}"},"type":"{{Type}}"},"optional":null}""");

    /// <summary>The image that a payload speaks of.</summary>
    /// <exception cref="MalformedException">It is not such a payload.</exception>
    public static Digest ReadImage(ReadOnlyMemory<byte> payload) => StrictJson.Read(payload, What, MaximumSize, root =>
    {
        var critical = Require(new JsonMembers(What, root).RefuseVariantsOf("critical", "optional"), "critical").RefuseVariantsOf("identity", "image", "type");
        if (critical.GetText("type") is not Type and var type)
            throw new MalformedException(What, $"its type is '{type}', and not '{Type}'");

        var image = Require(critical, "image").RefuseVariantsOf("docker-manifest-digest");
        return Digest.TryParse(image.GetText("docker-manifest-digest"), out var digest)
            ? digest
            : throw MalformedException.At(What, image.PlaceOf("docker-manifest-digest"), "is not a digest");
    });

    private static JsonMembers Require(JsonMembers members, string name) => members.FindObject(name) ?? throw MalformedException.At(What, members.PlaceOf(name), "is missing");
}
