using Plimsoll.Oci.Registries;

namespace Plimsoll.Oci;

/// <summary>Tells notices of a <see cref="RegistryClient"/> as sentences.</summary>
/// <typeparam name="T"><see cref="RetryNotice"/>, <see cref="ResumeNotice"/> or <see cref="RegistryWarning"/>.</typeparam>
/// <param name="tell">Is given each sentence, without a full stop.</param>
public sealed class NoticeReporter<T>(Action<string> tell) : IProgress<T>
    where T : notnull
{
    /// <inheritdoc/>
    public void Report(T value) => tell(value.ToString()!);
}
