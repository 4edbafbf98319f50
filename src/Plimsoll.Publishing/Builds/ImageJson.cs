using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Builds;

/// <summary>The manifests and configurations of a built image as JSON, so that what is not known of them stays.</summary>
internal static class ImageJson
{
    /// <exception cref="PlimsollException">It is not a JSON object (exit code 2).</exception>
    public static JsonObject Parse(ReadOnlyMemory<byte> json, string what)
    {
        try
        {
            var root = JsonNode.Parse(json.Span, documentOptions: new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false }) as JsonObject
                ?? throw PlimsollException.Usage($"The {what} of the built image is not a JSON object.");
            JsonTexts.Check(root);
            return root;
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw PlimsollException.Usage($"The {what} of the built image cannot be read: {JsonErrorText.Describe(exception)}.", innerException: exception);
        }
    }

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="PlimsollException">It is too large, or not a JSON object (exit code 2).</exception>
    public static async Task<JsonObject> ReadConfigAsync(IImageSource source, Descriptor descriptor, CancellationToken cancellationToken)
    {
        if (descriptor.Size > ImageConfigReader.MaximumSize)
            throw PlimsollException.Usage($"The configuration {descriptor.Digest} has {descriptor.Size} bytes, more than {ImageConfigReader.MaximumSize}.");

        var bytes = new byte[descriptor.Size];
        await using var stream = await source.OpenBlobAsync(descriptor, cancellationToken);
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return Parse(bytes, "configuration");
    }

    /// <summary>Lets a descriptor name other content.</summary>
    public static void Point(JsonNode descriptor, Descriptor content)
    {
        descriptor["digest"] = content.Digest.ToString();
        descriptor["size"] = content.Size;
    }
}
