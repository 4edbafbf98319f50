using System.CommandLine;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Cli.Options;

/// <summary>What goes with an image: the options of the verbs that bring one from place to place.</summary>
internal sealed class TransferOptions
{
    private readonly Option<bool> _noReferrers = new("--no-referrers") { Description = "Do not copy the image's signatures, SBOMs and attestations" };
    private readonly Option<bool> _foreignLayers = new("--foreign-layers") { Description = "Also copy foreign layers, from their URLs if the source does not contain them [default: skip them]" };
    private readonly Option<string> _compression = CompressionOption();

    public static Option<string> CompressionOption() => new Option<string>("--compression")
    {
        Description = "How to write layers that the Docker Engine or a docker-archive holds uncompressed; everything else keeps its bytes [default: gzip] [env: PLIMSOLL_COMPRESSION]",
        HelpName = "gzip|zstd|none",
    }.AcceptOnlyFromAmong("gzip", "zstd", "none");

    /// <summary>Adds the options.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="compresses">Whether its source can be one that holds layers uncompressed.</param>
    public void AddTo(Command command, bool compresses = true)
    {
        if (compresses)
            command.Add(_compression);
        command.Add(_noReferrers);
        command.Add(_foreignLayers);
    }

    public CopyOptions Parse(ParseResult parsed) => new()
    {
        Referrers = !parsed.GetValue(_noReferrers),
        IncludeForeignLayers = parsed.GetValue(_foreignLayers),
        Compression = parsed.GetValue(_compression) is { } compression ? Enum.Parse<LayerCompression>(compression, ignoreCase: true) : null,
    };
}
