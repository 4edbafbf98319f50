using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Workloads;

/// <summary>Deployment files of many teams.</summary>
internal static class Manifests
{
    /// <summary>Writes them into a folder, one Deployment each.</summary>
    public static void Write(TempDirectory folder, int count)
    {
        for (var i = 0; i < count; i++)
            folder.Write($"team{i % 100}/app{i}.yaml", Deployment(i));
    }

    public static string Deployment(int number) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: app-{{number}}
          labels: { app.kubernetes.io/name: app-{{number}}, app.kubernetes.io/part-of: team{{number % 100}} }
        spec:
          replicas: 3
          selector: { matchLabels: { app.kubernetes.io/name: app-{{number}} } }
          template:
            metadata:
              labels: { app.kubernetes.io/name: app-{{number}} }
            spec:
              containers:
                - name: app
                  image: ghcr.io/acme/app-{{number}}:1.{{number % 100}}.{{number / 100}}
                  ports:
                    - containerPort: 8080
                      name: http
                  resources:
                    limits:
                      cpu: 500m
                      memory: 256Mi
                  readinessProbe:
                    httpGet:
                      path: /ready
                      port: http
        """;
}
