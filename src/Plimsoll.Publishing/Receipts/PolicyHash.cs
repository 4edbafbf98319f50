using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Policy;

namespace Plimsoll.Publishing.Receipts;

/// <summary>Tells one policy from another by a hash, so that a plan or a receipt can say under which it was made.</summary>
internal static class PolicyHash
{
    /// <summary>The sha256 of everything that a policy decides by; two files that configure the same policy have the same.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="isProduction">Whether it is judged for a production environment.</param>
    public static Digest Compute(ImagePolicy policy, bool isProduction)
    {
        ArgumentNullException.ThrowIfNull(policy);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("production", isProduction);
            json.WriteString("profile", policy.Profile?.ToString());
            json.WriteString("unresolved", policy.Unresolved.ToString());
            Write(json, "mutableTags", policy.MutableTags);
            Write(json, "immutableTags", policy.ImmutableTags);
            if (!policy.DigestWaivesTag)
                json.WriteBoolean("digestWaivesTag", false);
            if (policy.Registries.Count > 0)
                Write(json, "registries", policy.Registries);
            Write(json, policy.Levels);
            json.WriteStartArray("environments");
            foreach (var environment in policy.Environments)
            {
                json.WriteStartObject();
                json.WriteString("name", environment.Name);
                json.WriteBoolean("production", environment.IsProduction);
                Write(json, "paths", environment.Paths);
                if (environment.Branches.Count > 0)
                    Write(json, "branches", environment.Branches);
                if (environment.RequiresEvidence)
                    json.WriteBoolean("evidence", true);
                Write(json, environment.Levels);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Digest.Sha256(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter json, SeverityLevels levels)
    {
        if (levels.ByRule.Count == 0)
            return;

        json.WriteStartObject("rules");
        foreach (var (rule, severity) in levels.ByRule.OrderBy(level => level.Key, StringComparer.Ordinal))
            json.WriteString(rule, severity?.ToString());
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
