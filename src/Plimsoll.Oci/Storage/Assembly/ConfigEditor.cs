using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Assembly;

/// <summary>
/// Puts a layer on top of an image's configuration. It is edited as JSON, so that whatever else the base image says
/// (ports, volumes, health checks, members of later specifications) stays.
/// </summary>
internal static class ConfigEditor
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The configuration of the base with one more layer, history entry, labels and, where given, an entrypoint.</summary>
    /// <exception cref="PlimsollException">The base's configuration has no layers to build on (exit code 2).</exception>
    public static byte[] AddLayer(ReadOnlyMemory<byte> baseConfig, Digest diffId, AssemblyOptions options)
    {
        var root = Parse(baseConfig);
        if (root["rootfs"] is not JsonObject rootFs || !rootFs.TryGetPropertyValue("diff_ids", out var there) || there is not (null or JsonArray))
            throw PlimsollException.Usage("The base image's configuration lists no layers.", "Choose a base that is a container image.");

        var created = Timestamps.Rfc3339(options.Created);
        root["created"] = created;
        Member<JsonArray>(rootFs, "diff_ids").Add((JsonNode)diffId.ToString());
        Member<JsonArray>(root, "history").Add((JsonNode)new JsonObject { ["created"] = created, ["created_by"] = "plimsoll publish" });

        var config = Member<JsonObject>(root, "config");
        var labels = Member<JsonObject>(config, "Labels");

        // The base's own base and version are not those of this image.
        labels.Remove(BaseImage.DigestLabel);
        labels.Remove(BaseImage.NameLabel);
        foreach (var name in BaseImage.VersionLabels)
            labels.Remove(name);
        foreach (var (name, value) in options.Labels.OrderBy(label => label.Key, StringComparer.Ordinal))
            labels[name] = value;
        if (options.Entrypoint.Count > 0)
        {
            config["Entrypoint"] = new JsonArray([.. options.Entrypoint.Select(word => (JsonNode)word)]);

            // The default arguments of the base were for its own entrypoint.
            config.Remove("Cmd");
        }

        if (options.Settings is { } settings)
            SettingsEditor.Apply(config, settings);
        return Serialize(root);
    }

    /// <summary>The configuration with what the settings say.</summary>
    public static byte[] Apply(ReadOnlyMemory<byte> imageConfig, ContainerSettings settings)
    {
        var root = Parse(imageConfig);
        SettingsEditor.Apply(Member<JsonObject>(root, "config"), settings);
        return Serialize(root);
    }

    /// <summary>An image's JSON as Go writes it, but for what it escapes.</summary>
    internal static byte[] Serialize(JsonObject root)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
            root.WriteTo(writer);
        return buffer.ToArray();
    }

    private static JsonObject Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var root = JsonNode.Parse(json.Span, documentOptions: new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false }) as JsonObject
                ?? throw PlimsollException.Usage("The base image's configuration is not a JSON object.");
            JsonTexts.Check(root);
            return root;
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw PlimsollException.Usage($"The base image's configuration is not valid: {JsonErrorText.Describe(exception)}.", innerException: exception);
        }
    }

    /// <summary>The member, made where it is absent or null, as tools of the field write it.</summary>
    private static T Member<T>(JsonObject parent, string name) where T : JsonNode
    {
        if (parent[name] is T found)
            return found;

        JsonNode made = typeof(T) == typeof(JsonArray) ? new JsonArray() : new JsonObject();
        parent[name] = made;
        return (T)made;
    }
}
