using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;

namespace Plimsoll.Signing.Statements.Provenance;

/// <summary>How something was built, to be stated as SLSA provenance v1. No secret belongs in it: it is published with the image.</summary>
/// <param name="BuildType">A URI that says how the parameters are to be read.</param>
/// <param name="ExternalParameters">What whoever asked for the build chose.</param>
/// <param name="BuilderId">A URI that names who ran the build, and so whom a verifier must trust.</param>
internal sealed record SlsaProvenance(string BuildType, JsonObject ExternalParameters, string BuilderId)
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the builder chose, for finding errors; <c>null</c> where nothing is said. Not to be judged by.</summary>
    public JsonObject? InternalParameters { get; init; }

    /// <summary>What went into the build: the source, base images.</summary>
    public IReadOnlyList<ResourceDescriptor> ResolvedDependencies { get; init; } = [];

    /// <summary>The versions of the builder's parts: name → version.</summary>
    public IReadOnlyDictionary<string, string> BuilderVersions { get; init; } = new Dictionary<string, string>();

    /// <summary>What the builder itself depended on.</summary>
    public IReadOnlyList<ResourceDescriptor> BuilderDependencies { get; init; } = [];

    /// <summary>A URI that names this very run, or <c>null</c>.</summary>
    public string? InvocationId { get; init; }

    /// <summary>When the build began, or <c>null</c>.</summary>
    public DateTimeOffset? StartedOn { get; init; }

    /// <summary>When the build ended, or <c>null</c>.</summary>
    public DateTimeOffset? FinishedOn { get; init; }

    /// <summary>What else came out of the build, such as its log.</summary>
    public IReadOnlyList<ResourceDescriptor> Byproducts { get; init; } = [];

    /// <summary>The statement that says this about its subjects.</summary>
    public Statement About(params IReadOnlyList<StatementSubject> subjects) => new(subjects, PredicateTypes.SlsaProvenance1, Serialize());

    private byte[] Serialize()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("buildDefinition");
            writer.WriteString("buildType", BuildType);
            writer.WritePropertyName("externalParameters");
            ExternalParameters.WriteTo(writer);
            if (InternalParameters is not null)
            {
                writer.WritePropertyName("internalParameters");
                InternalParameters.WriteTo(writer);
            }

            Write(writer, "resolvedDependencies", ResolvedDependencies);
            writer.WriteEndObject();

            writer.WriteStartObject("runDetails");
            WriteBuilder(writer);
            WriteMetadata(writer);
            Write(writer, "byproducts", Byproducts);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteBuilder(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("builder");
        writer.WriteString("id", BuilderId);
        if (BuilderVersions.Count > 0)
        {
            writer.WriteStartObject("version");
            foreach (var (name, version) in BuilderVersions.OrderBy(version => version.Key, StringComparer.Ordinal))
                writer.WriteString(name, version);
            writer.WriteEndObject();
        }

        Write(writer, "builderDependencies", BuilderDependencies);
        writer.WriteEndObject();
    }

    private void WriteMetadata(Utf8JsonWriter writer)
    {
        if (InvocationId is null && StartedOn is null && FinishedOn is null)
            return;

        writer.WriteStartObject("metadata");
        if (InvocationId is not null)
            writer.WriteString("invocationId", InvocationId);
        if (StartedOn is { } started)
            writer.WriteString("startedOn", Timestamps.Rfc3339(started));
        if (FinishedOn is { } finished)
            writer.WriteString("finishedOn", Timestamps.Rfc3339(finished));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<ResourceDescriptor> resources)
    {
        if (resources.Count == 0)
            return;

        writer.WriteStartArray(name);
        foreach (var resource in resources)
            resource.Write(writer);
        writer.WriteEndArray();
    }
}
