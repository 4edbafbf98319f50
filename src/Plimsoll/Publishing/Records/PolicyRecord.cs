using System.Text.Json;
using Plimsoll.Images;
using Plimsoll.Policy;

namespace Plimsoll.Publishing.Records;

/// <summary>What a receipt keeps of the policy that was in force.</summary>
public static class PolicyRecord
{
    /// <summary>Names and hashes a policy.</summary>
    /// <param name="policy">The policy; the folder it starts from belongs to this machine and does not count.</param>
    /// <param name="isProduction">Whether the environment is one of production, which decides the profile where the policy leaves it open.</param>
    public static ReceiptPolicy Of(ImagePolicy policy, bool isProduction) => new(
        Word(policy.Profile ?? (isProduction ? PolicyProfile.Floating : PolicyProfile.Tag)),
        Digest.Sha256(Canonical(policy)));

    /// <summary>The policy in one spelling: the same rules give the same bytes whatever machine, file or version of Plimsoll they come from.</summary>
    private static byte[] Canonical(ImagePolicy policy)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("profile", policy.Profile is { } profile ? Word(profile) : null);
            json.WriteString("unresolved", Word(policy.Unresolved));
            Write(json, "mutableTags", policy.MutableTags);
            Write(json, "immutableTags", policy.ImmutableTags);
            json.WriteStartArray("environments");
            foreach (var environment in policy.Environments)
            {
                json.WriteStartObject();
                json.WriteString("name", environment.Name);
                json.WriteBoolean("production", environment.IsProduction);
                Write(json, "paths", environment.Paths);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
