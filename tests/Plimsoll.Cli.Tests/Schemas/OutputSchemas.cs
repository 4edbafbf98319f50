using System.Text.Json.Serialization.Metadata;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Tests.Schemas;

/// <summary>The results of the verbs, by the name of their schema.</summary>
internal static class OutputSchemas
{
    /// <summary>Those that are written from a record; all others are written by hand.</summary>
    public static IReadOnlyDictionary<string, JsonTypeInfo> Written { get; } = new Dictionary<string, JsonTypeInfo>
    {
        ["tags"] = CliJson.Default.TagsReport,
        ["version"] = CliJson.Default.VersionReport,
        ["version-components"] = CliJson.Default.ComponentVersionList,
        ["version-next"] = CliJson.Default.NextVersionReport,
        ["environment-change"] = CliJson.Default.EnvironmentChangeReport,
        ["environment-change-run"] = CliJson.Default.EnvironmentChangeRunReport,
        ["deployment-files"] = CliJson.Default.DeploymentFilesResult,
        ["receipt-list"] = CliJson.Default.ReceiptListReport,
        ["receipt-verify"] = CliJson.Default.ReceiptVerificationReport,
        ["receipt-verify-run"] = CliJson.Default.RunVerificationReport,
        ["receipt-attach"] = CliJson.Default.ReceiptAttachment,
        ["receipt-attach-run"] = CliJson.Default.RunAttachmentReport,
        ["pin"] = CliJson.Default.PinResult,
        ["search"] = CliJson.Default.SearchReport,
        ["ls"] = CliJson.Default.TagList,
        ["ls-engine"] = CliJson.Default.EngineImageList,
        ["ls-registry"] = CliJson.Default.RepositoryList,
        ["digest"] = CliJson.Default.DigestResult,
        ["inspect"] = CliJson.Default.ImageInfo,
        ["verify"] = CliJson.Default.VerifyReport,
        ["history"] = CliJson.Default.ImageHistory,
        ["copy"] = CliJson.Default.CopyResult,
        ["diff"] = CliJson.Default.DiffResult,
        ["sync"] = CliJson.Default.SyncResult,
        ["tag"] = CliJson.Default.TagResult,
        ["delete"] = CliJson.Default.DeleteResult,
        ["prune-plan"] = PublishingJson.Default.PrunePlan,
        ["prune"] = PublishingJson.Default.PruneReceipt,
        ["login"] = CliJson.Default.LoginReport,
        ["config-show"] = CliJson.Default.ConfigReport,
        ["init"] = CliJson.Default.InitReport,
        ["migrate-build"] = CliJson.Default.MigrationReport,
        ["policy-list"] = CliJson.Default.RuleList,
        ["doctor"] = CliJson.Default.DoctorReport,
    };
}
