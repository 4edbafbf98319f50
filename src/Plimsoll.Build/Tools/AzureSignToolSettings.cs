namespace Plimsoll.Build.Tools;

/// <summary><c>azuresigntool sign</c>: signs with a certificate of Azure Key Vault.</summary>
[ToolSettings("azuresigntool", "sign", Tasks = "AzureSignToolTasks")]
public sealed partial record AzureSignToolSettings : PackageToolSettings
{
    /// <summary>What is signed.</summary>
    [Argument("{value}", Position = -1)]
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The address of the vault.</summary>
    [Argument("--azure-key-vault-url {value}")]
    public string? KeyVaultUrl { get; init; }

    /// <summary>The client that logs in.</summary>
    [Argument("--azure-key-vault-client-id {value}")]
    public string? KeyVaultClientId { get; init; }

    /// <summary>Its secret.</summary>
    [Argument("--azure-key-vault-client-secret {value}", IsSecret = true)]
    public string? KeyVaultClientSecret { get; init; }

    /// <summary>Its tenant.</summary>
    [Argument("--azure-key-vault-tenant-id {value}")]
    public string? KeyVaultTenantId { get; init; }

    /// <summary>The certificate.</summary>
    [Argument("--azure-key-vault-certificate {value}")]
    public string? KeyVaultCertificateName { get; init; }

    /// <summary>A token, instead of a client.</summary>
    [Argument("--azure-key-vault-accesstoken {value}", IsSecret = true)]
    public string? KeyVaultAccessToken { get; init; }

    /// <summary>Logs in as the machine does.</summary>
    [Argument("--azure-key-vault-managed-identity")]
    public bool KeyVaultManagedIdentity { get; init; }

    /// <summary>What is signed, for whoever is asked to run it.</summary>
    [Argument("--description {value}")]
    public string? Description { get; init; }

    /// <summary>Where there is more about it.</summary>
    [Argument("--description-url {value}")]
    public string? DescriptionUrl { get; init; }

    /// <summary>The server of time stamps.</summary>
    [Argument("--timestamp-rfc3161 {value}")]
    public string? TimestampRfc3161Url { get; init; }

    /// <summary>The server of time stamps, by the older protocol.</summary>
    [Argument("--timestamp-authenticode {value}")]
    public string? TimestampAuthenticodeUrl { get; init; }

    /// <summary>The hash of time stamps, such as <c>sha256</c>.</summary>
    [Argument("--timestamp-digest {value}")]
    public string? TimestampDigest { get; init; }

    /// <summary>The hash of files, such as <c>sha256</c>.</summary>
    [Argument("--file-digest {value}")]
    public string? FileDigest { get; init; }

    /// <summary>A file that lists what is signed.</summary>
    [Argument("--input-file-list {value}")]
    public string? InputFileList { get; init; }

    /// <summary>Leaves what is signed as it is.</summary>
    [Argument("--skip-signed")]
    public bool SkipSigned { get; init; }

    /// <summary>Goes on after a failure.</summary>
    [Argument("--continue-on-error")]
    public bool ContinueOnError { get; init; }

    /// <summary>How many files are signed at the same time.</summary>
    [Argument("--max-degree-of-parallelism {value}")]
    public int? MaxDegreeOfParallelism { get; init; }

    /// <inheritdoc />
    protected override string PackageId => "AzureSignTool";

    /// <inheritdoc />
    protected override string PackageExecutable => "AzureSignTool.dll";
}
