using Plimsoll.Oci.Registries;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Receipts;

public class RetryCounterTests
{
    [Fact]
    public void Attempts_are_counted_in_all_and_for_each_blob()
    {
        var (blob, other) = (SampleReceipts.DigestOf("blob"), SampleReceipts.DigestOf("other"));
        var counter = new RetryCounter(listener: null);
        counter.Report(Notice($"Cannot push the blob {blob} to acme/app: 503"));
        var before = counter.Now;

        counter.Report(Notice($"Cannot push the blob {blob} to acme/app: 503"));
        counter.Report(Notice($"Cannot look for the manifest {blob}: 503"));

        Assert.Equal(3, counter.Now.Total);
        Assert.Equal(2, counter.Now.Since(RetryCounts.None, blob));
        Assert.Equal(1, counter.Now.Since(before, blob));
        Assert.Equal(0, counter.Now.Since(before, other));
    }

    private static RetryNotice Notice(string reason) => new("localhost:5000", 1, TimeSpan.Zero, reason);
}
