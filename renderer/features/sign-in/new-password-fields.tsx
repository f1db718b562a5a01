import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface NewPasswordValues {
  next: string;
  again: string;
}

/** The new password, twice; inside of a form. */
export function NewPasswordFields(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="next"
        label={t('settings.passwordNext')}
        extra={t('signIn.change.policy')}
        rules={[{ required: true, message: t('signIn.needPassword') }]}
      >
        <Input.Password autoComplete="new-password" maxLength={256} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('settings.passwordAgain')}
        dependencies={['next']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error(t('settings.passwordDiffers'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={256} />
      </Form.Item>
    </>
  );
}
