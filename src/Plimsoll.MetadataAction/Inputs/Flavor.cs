using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Inputs;

/// <summary>The input <c>flavor</c>: what holds for all tags.</summary>
internal sealed record Flavor
{
    /// <summary><c>auto</c> (each type decides), <c>true</c> (with any tag) or <c>false</c> (never).</summary>
    public string Latest { get; init; } = "auto";

    /// <summary>What tags start with that have no prefix of their own.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether <c>latest</c> gets the prefix too.</summary>
    public bool PrefixLatest { get; init; }

    /// <summary>What tags end with that have no suffix of their own.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether <c>latest</c> gets the suffix too.</summary>
    public bool SuffixLatest { get; init; }

    /// <summary>Parses the entries of the input; what comes last wins. <c>onlatest=</c> belongs to the affix before it in the same entry.</summary>
    /// <exception cref="PlimsollException">An entry is unknown, or has a value that it cannot have (exit code 2).</exception>
    public static Flavor Parse(IReadOnlyList<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var flavor = new Flavor();
        foreach (var entry in entries)
        {
            var affix = "";
            foreach (var field in CsvRecord.ParseStrict(entry))
            {
                // What follows a second = is lost.
                if (field.Split('=') is not [var name, var value, ..])
                    throw PlimsollException.Usage($"Invalid flavor entry: {entry}");

                var key = JavaScriptText.Trim(name).ToLowerInvariant();
                flavor = flavor.With(key, JavaScriptText.Trim(value), affix, entry);
                affix = key is "prefix" or "suffix" ? key : affix;
            }
        }
        return flavor;
    }

    private Flavor With(string key, string value, string affix, string entry) => key switch
    {
        "latest" when value is "auto" or "true" or "false" => this with { Latest = value },
        "latest" => throw PlimsollException.Usage($"Invalid latest flavor entry: {entry}"),
        "prefix" => this with { Prefix = value },
        "suffix" => this with { Suffix = value },
        "onlatest" when value is not ("true" or "false") => throw PlimsollException.Usage($"Invalid value for onlatest attribute: {value}"),
        "onlatest" when affix == "prefix" => this with { PrefixLatest = value == "true" },
        "onlatest" when affix == "suffix" => this with { SuffixLatest = value == "true" },
        "onlatest" => this,
        _ => throw PlimsollException.Usage($"Unknown flavor entry: {entry}"),
    };
}
