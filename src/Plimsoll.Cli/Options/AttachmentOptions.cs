using System.CommandLine;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Attachments;

namespace Plimsoll.Cli.Options;

/// <summary>What is made for an image and attached to it.</summary>
internal sealed class AttachmentOptions
{
    private readonly Option<string> _provenance = new Option<string>("--provenance")
    {
        Description = $"Whether to attach provenance to an image that brings none; required publishes nothing without it [default: true] [env: {ProvenanceSetting.Variable}]",
        HelpName = string.Join('|', ProvenanceSetting.Names),
    }.AcceptOnlyFromAmong([.. ProvenanceSetting.Names]);

    private readonly Option<string> _sbom = new("--sbom") { Description = "SBOM to attach to the image: a file with SPDX or CycloneDX as JSON, or auto to make one of files and .NET projects [default: false]", HelpName = "FILE|auto|false" };

    public IReadOnlyList<Option> All => [_provenance, _sbom];

    /// <summary>Adds what the options say to what was given.</summary>
    public PublishSettings Apply(ParseResult parsed, PublishSettings settings) => settings with
    {
        Provenance = parsed.GetValue(_provenance) is { } provenance ? ProvenanceSetting.Parse(provenance) : null,
        Sbom = parsed.GetValue(_sbom),
    };
}
