{{- define "console.name" -}}
{{- printf "%s" .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "console.selector" -}}
app.kubernetes.io/name: governance-console
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "console.labels" -}}
{{ include "console.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "console.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{- define "console.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "console.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "console.secrets" -}}
GOVERNANCE_DATABASE_URL: {{ .Values.secret.databaseUrl | quote }}
GOVERNANCE_HALT_DATABASE_URL: {{ .Values.secret.haltDatabaseUrl | quote }}
GOVERNANCE_AUDIT_SECRET: {{ .Values.secret.auditSecret | quote }}
GOVERNANCE_AUDIT_SECRET_NEXT: {{ .Values.secret.auditSecretNext | quote }}
GOVERNANCE_MARKS_KEY: {{ .Values.secret.marksKey | quote }}
GOVERNANCE_MARKS_PUBLIC_KEY: {{ .Values.secret.marksPublicKey | quote }}
GOVERNANCE_ALERT_WEBHOOK_URL: {{ .Values.secret.webhookUrl | quote }}
GOVERNANCE_ALERT_WEBHOOK_SECRET: {{ .Values.secret.webhookSecret | quote }}
GOVERNANCE_CONSOLE_TRACING_AUTHORIZATION: {{ .Values.secret.tracingAuthorization | quote }}
{{- end -}}

{{- define "console.cluster" -}}
{{- default (printf "%s-nodes" (include "console.name" .)) .Values.cluster.name -}}
{{- end }}
